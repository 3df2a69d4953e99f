"""Networks to write and read again, and how two of them are compared."""

from typing import Any

from hypothesis import strategies as st

from stakeholders.graph.formats import Exchange

VILLAGE = Exchange(
    nodes=[
        {
            "id": "0190f3a1-0000-7000-8000-000000000001",
            "label": "Kelompok Tani 'Sumber Rejeki', \"Maju\"",
            "kind": "group",
            "group_kind": "otl",
            "hamlet": "Dusun Krajan",
            "village": "33.08.06.2012",
            "x": -12.5,
            "y": 3.0,
            "anggota": 25,
            "aktif": True,
        },
        {
            "id": "0190f3a1-0000-7000-8000-000000000002",
            "label": '=HYPERLINK("http://x")',
            "kind": "person",
            "catatan": "baris satu\nbaris dua; tiga, empat\tlima",
            "aktif": False,
            "kode": "007",
        },
        {"id": "3", "label": "ꦲꦏ꧀ꦱꦫ 𐐷 é", "kind": "institution", "anggota": None, "skor": 0.1},
        {"id": "+62", "label": "'Aisyiyah", "kode": "12", "telepon": "-5"},
    ],
    ties=[
        {
            "source": "0190f3a1-0000-7000-8000-000000000001",
            "target": "0190f3a1-0000-7000-8000-000000000002",
            "id": "0190f3a1-0000-7000-8000-00000000000a",
            "kind": "supports",
            "weight": 2,
            "sign": 1,
            "since": "2024-01-31",
        },
        {
            "source": "0190f3a1-0000-7000-8000-000000000001",
            "target": "0190f3a1-0000-7000-8000-000000000002",
            "id": "0190f3a1-0000-7000-8000-00000000000b",
            "kind": "competes",
            "weight": 0.5,
            "sign": -1,
            "until": "2025-12-31",
            "alasan": "@SUM(A1)",
        },
        {"source": "3", "target": "+62", "directed": False, "kind": "membership", "id": "c"},
    ],
    directed=True,
)

# Characters that XML can carry and people type.
_TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
    | st.sampled_from("\n\t\r =+-@'\"<>&;,|_"),
    max_size=8,
)
_NAMES = st.text(st.characters(categories=("L", "Nd")), min_size=1, max_size=5)
_SORTS = (
    _TEXTS | st.sampled_from(["1", "1.0", "true", "007", "=1+1", "'=1", "", "'", "''", "_x000D_"]),
    st.booleans(),
    st.integers(-(2**53), 2**53),
    st.floats(allow_nan=False, allow_infinity=False, allow_subnormal=False),
)
_HEADS = _NAMES.map(lambda name: f"a {name}") | st.sampled_from(
    ["nama", "type", "Dari", "atribut:x"]
)


@st.composite
def networks(draw: st.DrawFn, *, mixed: bool = True) -> Exchange:
    """Any network that a file may have to carry.

    ``mixed`` attributes hold texts, numbers and truth values side by side.
    """
    ids = draw(st.lists(_TEXTS.filter(bool), min_size=2, max_size=5, unique=True))
    sorts = draw(st.dictionaries(_HEADS, st.sampled_from(_SORTS), max_size=3))
    extra = st.fixed_dictionaries(
        {},
        optional={
            name: st.none() | (st.one_of(_SORTS) if mixed else sort) for name, sort in sorts.items()
        },
    )
    nodes = [
        draw(extra)
        | {"id": id, "label": draw(_TEXTS.filter(bool))}
        | draw(st.fixed_dictionaries({}, optional={"kind": _NAMES, "x": st.integers(-9, 9)}))
        for id in ids
    ]
    pairs = draw(
        st.lists(
            st.tuples(st.sampled_from(ids), st.sampled_from(ids)).filter(
                lambda two: two[0] != two[1]
            ),
            max_size=5,
        )
    )
    ties = [
        draw(extra)
        | {"id": f"t{place}", "source": source, "target": target}
        | draw(
            st.fixed_dictionaries(
                {},
                optional={
                    "kind": _NAMES,
                    "weight": st.floats(0.1, 9),
                    "sign": st.sampled_from([-1, 1]),
                    "directed": st.booleans(),
                },
            )
        )
        for place, (source, target) in enumerate(pairs)
    ]
    return Exchange(nodes, ties, draw(st.booleans()))


def plain(exchange: Exchange) -> tuple[Any, Any]:
    """A network as two lists that compare: the direction said on every tie, None left out.

    Truth values are told from numbers, whole from broken numbers are not.
    """
    nodes = [_told(node) for node in exchange.nodes]
    ties = [
        _told(tie | {"directed": tie.get("directed", exchange.directed)}) for tie in exchange.ties
    ]
    return sorted(nodes), sorted(ties)


def _told(row: dict[str, Any]) -> list[tuple[str, str]]:
    return sorted((key, _one(value)) for key, value in row.items() if value is not None)


def _one(value: Any) -> str:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return repr(float(value)) if is_number else repr(value)
