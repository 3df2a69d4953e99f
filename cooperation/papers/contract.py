"""Perjanjian Kerja Sama: a village, or several, and a third party (PP 43/2014 art. 143(3))."""

from cooperation.papers import law, words
from cooperation.papers.blocks import (
    Centred,
    Crest,
    Facts,
    Listed,
    Signature,
    Signatures,
    Words,
    columns_for,
    marked,
)
from cooperation.papers.clauses import Body
from cooperation.papers.facts import Matter, Party


def contract(matter: Matter) -> dict[str, list]:
    """The slots of an agreement with a third party."""
    body = Body(with_chapters=False)
    body.chapter("MAKSUD DAN TUJUAN", (("", _aim(matter)),))
    body.contents(matter.content)
    body.chapter("KEADAAN KAHAR", (("", _FORCE),))
    body.chapter("PENUTUP", (("", _closing(matter)),))
    return {
        "kop": [Crest((), matter.regency_emblem)],
        "judul": [
            Centred(("PERJANJIAN KERJA SAMA",), bold=True, tight=True),
            Centred(_between(matter), bold=True),
        ],
        "tentang": [Centred(("TENTANG", matter.about.upper()), bold=True)],
        "nomor": [Centred(tuple(_number(party) for party in matter.signers), bold=True)],
        "pembukaan": [
            Words(
                f"Pada {words.day_in_words(_signed_on(matter))}, bertempat di "
                f"{words.LONG_DOTS}, kami yang bertanda tangan di bawah ini:"
            )
        ],
        "pihak": [block for number, party in enumerate(matter.signers, 1)
                  for block in _introduced(number, party)],
        "menimbang": [
            Words(
                f"{_all(matter)}, selanjutnya disebut PARA PIHAK, lebih dulu menerangkan hal-hal "
                "sebagai berikut:"
            ),
            Listed(marked(_recitals(matter))),
        ],
        "mengingat": [
            Words("Perjanjian ini dibuat dengan mengingat:"),
            Listed(marked(_rules(matter), "figure")),
        ],
        "isi": [
            Words("PARA PIHAK sepakat mengadakan perjanjian kerja sama dengan ketentuan berikut."),
            *body.blocks,
        ],
        "tanda_tangan": [_signatures(matter)],
        "saksi": [_witnesses(matter)],
    }  # fmt: skip


_FORCE = (
    "Bencana alam, wabah, huru-hara, atau perubahan peraturan yang membuat perjanjian ini tidak "
    "dapat dijalankan diberitahukan kepada pihak lain paling lambat empat belas hari sesudah "
    "terjadi, lalu dimusyawarahkan."
)


def _between(matter):
    lines = ["ANTARA"]
    for party in matter.signers[:-1]:
        lines += [_name(party).upper(), "DENGAN"]
    return (*lines, _name(matter.signers[-1]).upper())


def _name(party: Party) -> str:
    return f"Pemerintah {party.whole}" if party.is_village else party.name


def _number(party):
    return f"NOMOR {party.number or words.LONG_DOTS}"


def _signed_on(matter):
    days = {party.signed_on for party in matter.signers}
    return days.pop() if len(days) == 1 else None


def _side(number):
    return f"PIHAK {words.ordinal(number).upper()}"


def _all(matter):
    return words.listed(_side(number) for number in range(1, len(matter.signers) + 1))


def _introduced(number, party):
    place = party.address or words.LONG_DOTS
    office = party.head if party.is_village else words.LONG_DOTS
    yield Facts((("Nama", words.LONG_DOTS), ("Jabatan", office), ("Alamat", place)))
    yield Words(
        f"bertindak untuk dan atas nama {_name(party)}, selanjutnya disebut {_side(number)}."
    )


def _recitals(matter):
    own, _rules_of = law.sorted_basis(matter.content.get("basis", ""))
    found = []
    if matter.purpose:
        found.append(f"bahwa {words.sentence(matter.purpose)}")
    for village in matter.villages:
        met = [d for d in matter.deliberations if d.village == village and d.act == "deliberate"]
        on = words.day(met[-1].on if met else None)
        minutes = (met[-1].minutes if met else "") or words.DOTS
        found.append(
            f"bahwa Musyawarah {village.whole} pada tanggal {on} dengan Berita Acara Nomor "
            f"{minutes} telah menyepakati kerja sama ini"
        )
    found += [line if line.lower().startswith("bahwa") else f"bahwa {words.sentence(line)}"
              for line in own]  # fmt: skip
    return [f"{line.rstrip('.;')};" for line in found[:-1]] + [f"{found[-1].rstrip('.;')}."]


def _rules(matter):
    _own, rules = law.sorted_basis(matter.content.get("basis", ""))
    return [f"{rule};" for rule in rules[:-1]] + [f"{rules[-1]}."]


def _aim(matter):
    if matter.purpose:
        return (
            f"Perjanjian ini dimaksudkan untuk menjawab kebutuhan berikut: "
            f"{matter.purpose.rstrip('.')}. Manfaat dan bebannya dibagi menurut Pasal-Pasal di "
            "bawah ini."
        )
    return (
        f"Perjanjian ini dimaksudkan untuk melaksanakan {words.sentence(matter.about)} dengan "
        "manfaat dan beban yang dibagi menurut Pasal-Pasal di bawah ini."
    )


def _closing(matter):
    count = len(matter.signers)
    return (
        f"Perjanjian ini dibuat rangkap {count} ({words.spelled(count)}), bermeterai cukup, "
        "berkekuatan hukum sama, dan masing-masing dipegang oleh PARA PIHAK."
    )


def _signatures(matter):
    cells = tuple(
        Signature(
            who=(f"{party.head}," if party.is_village else f"{party.name},").upper(),
            above=(f"{_side(number)},",),
            stamp=True,
        )
        for number, party in enumerate(matter.signers, 1)
    )
    return Signatures(cells, columns_for(len(cells)))


def _witnesses(matter):
    cells = [Signature(who=f"CAMAT {name.upper()},") for name in matter.subdistricts]
    cells += [Signature(who=f"KETUA BPD {village.whole.upper()},") for village in matter.villages]
    cells += [Signature(who=f"{party.head.upper()},") for party in matter.parties
              if party.is_witness]  # fmt: skip
    return Signatures(tuple(cells), columns_for(len(cells)), heading="SAKSI-SAKSI")
