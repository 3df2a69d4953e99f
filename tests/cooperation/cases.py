"""Real agreements, as far as they could be read; empty where nothing was visible.

Codes are the official ones. ``lines``: parties as somebody copies them, ``code; name as written;
number; year``. ``partners``: name, kind and number of each third party. Where a source does not
say which villages took part (H, L) ``stand_in`` names villages that only stand in for the test.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """One paper. ``home``: the village whose people enter it; ``whole``: a kecamatan at once."""

    key: str
    home: str
    flow: str
    instrument: str
    title: str
    part: str = "party"
    lines: str = ""
    whole: bool = False
    number: str = ""
    year: str = ""
    partners: tuple[tuple[str, str, str], ...] = ()
    signed_on: str = ""
    basis: str = ""
    scope: str = ""
    term: str = ""
    funding: str = ""
    stand_in: tuple[str, int] | None = None
    parties: int = 0


WAGIR = """35.07.21.2005; Gondowangi; 11; 2015
35.07.21.2012; Pandanlandung; 7; 2015
35.07.21.2004; Parangargo; 4; 2015
35.07.21.2002; Mendalanwangi; 6; 2015
35.07.21.2003; Sitirejo; 7; 2015
35.07.21.2006; Pandanrejo; 11; 2015
35.07.21.2007; Petungsewu; 6; 2015
35.07.21.2001; Sumbersuko; 9; 2015
35.07.21.2011; Dalisodo; 6; 2015
35.07.21.2008; Sukodadi; 15; 2015
35.07.21.2010; Jedong; 7; 2015
35.07.21.2009; Sidorahayu; 6; 2015"""
# As the paper writes them and with the numbers that could be read; the others come empty.
BANTAN = """14.03.02.2023; Deluk; 4; 2018
14.03.02.2008; Jangkang; 4; 2018
14.03.02.2003; Bantan Tua; 5; 2018
14.03.02.2018; Pasiran; 4; 2018
14.03.02.2010; Resam Lapis; 5; 2018
14.03.02.2005; Selatbaru; 3; 2018
14.03.02.2011; Berancah; 12; 2018
14.03.02.2001; Bantan Tengah; 4; 2018
14.03.02.2012; Ulu Pulau; 5; 2018
14.03.02.2013; Mentayan; 5; 2018
14.03.02.2021; Teluk Papal; 9; 2018
14.03.02.2002; Bantan Air; 3; 2018"""

CASES = (
    Case(
        "A",
        "35.02.19.2001",
        "between",
        "permakades",
        "Kerja sama antar-desa dan BKAD Kecamatan Ngebel",
        whole=True,
        number="01",
        year="2016",
        parties=8,
    ),
    Case(
        "C",
        "33.08.06.2011",
        "between",
        "permakades",
        "Perlindungan Sungai Tlingsing",
        lines="33.08.06.2011; Sewukan\n33.08.06.2012; Sengi\n33.08.06.2013; Paten",
        number="1",
        year="2022",
        basis="Permendagri 38/2007",
        parties=3,
    ),
    Case(
        "D",
        "35.07.21.2005",
        "between",
        "permakades",
        "Pengelolaan aset dana bergulir eks PNPM dan PPK",
        lines=WAGIR,
        parties=12,
    ),
    Case(
        "E",
        "35.07.24.2001",
        "between",
        "permakades",
        "Pendirian BUM Desa Bersama Kecamatan Singosari",
        lines="35.07.24.2007; Langlang",
        whole=True,
        number="01",
        year="2016",
        parties=14,
    ),
    Case(
        "F",
        "14.03.02.2001",
        "between",
        "permakades",
        "Kerja sama antar-desa dan BKAD Kecamatan Bantan",
        lines=BANTAN,
        whole=True,
        year="2018",
        parties=23,
    ),
    Case(
        "H",
        "33.12.24.2001",
        "village_led",
        "pks",
        "Pasokan kacang tanah",
        part="keeper",
        partners=(
            ("BUM Desa Bersama Patriharjo", "village_enterprise", ""),
            ("PT Dua Kelinci", "company", ""),
        ),
        signed_on="2018-11-08",
        scope="Sasaran 1.100 ha, sekitar 3 ton tiap hektare.",
        term="2 tahun, dapat diperpanjang.",
        stand_in=("33.12.24", 1),
        parties=3,
    ),
    Case(
        "I",
        "33.15.11.2010",
        "village_led",
        "pks",
        "Wisata air terjun Widuri",
        part="witness",
        partners=(
            ("LMDH Batur Wana Makmur", "community", ""),
            ("Perhutani KPH Purwodadi", "state_company", ""),
        ),
        signed_on="2017-11-02",
        funding="Tiket bersih: LMDH 60 %, Perhutani 35 %, desa 5 %. Parkir: 65 dan 35 %.",
        parties=3,
    ),
    Case(
        "J",
        "61.09.02.2001",
        "village_led",
        "pks",
        "Kebun sawit inti-plasma di tanah desa",
        partners=(("PT Multi Jaya Perkasa", "company", ""),),
        scope="35,29 ha tanah desa.",
        funding="Bagi hasil 80 : 20.",
        parties=2,
    ),
    Case(
        "K",
        "34.04.01.2003",
        "village_led",
        "pks",
        "Sewa tanah desa untuk pasar",
        lines="34.04.01.2003; Banyuraden; 014/KADES/BNR/2001; 2001",
        partners=(("PT Sarana Yasa Manunggal", "company", "015/Perj.K.S/SYM-V/2001"),),
        signed_on="2001-05-28",
        scope="Sekitar 30.000 m2 tanah desa.",
        parties=2,
    ),
    Case(
        "L",
        "",
        "village_led",
        "mou",
        "Kuliah kerja nyata tematik dan konsultasi",
        partners=(("Universitas Islam Indragiri", "university", ""),),
        signed_on="2021-08-05",
        stand_in=("14.04", 32),
        parties=33,
    ),
)
