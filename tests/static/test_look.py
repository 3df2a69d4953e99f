"""The look as numbers: contrast in both themes, and what the style sheets weigh."""

import re
from itertools import product
from pathlib import Path

import brotli
import pytest
from django.conf import settings

STATIC = Path(settings.BASE_DIR) / "static"
TOKENS = (STATIC / "css" / "tokens.css").read_text()
THEMES = dict(
    zip(
        ("day", "night"),
        TOKENS.split("@media screen and (prefers-color-scheme: dark)"),
        strict=True,
    )
)

FAMILIES = ["otl", "nelayan", "adat", "keagamaan", "perempuan", "pemuda", "ngo", "other"]
TIES = ["supports", "competes", "depends", "government", "membership", "unrelated"]


def colours(theme: str) -> dict[str, str]:
    """Token -> six hexadecimal digits."""
    found = re.findall(r"--([\w-]+): #([0-9a-f]{3,6});", THEMES[theme])
    return {name: code if len(code) == 6 else "".join(2 * c for c in code) for name, code in found}


def luminance(code: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = (int(code[i : i + 2], 16) / 255 for i in (0, 2, 4))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio, WCAG 2.2: from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


TEXT_ON_GROUND = [
    *product(("ink", "soft", "accent"), ("paper", "card", "sunk", "tint")),
    *product(("accent-strong", "warn", "bad", "note"), ("paper", "card", "sunk")),
    *((tone, f"{tone}-tint") for tone in ("warn", "bad", "note")),
    *product(("ink", "soft"), ("warn-tint", "bad-tint", "note-tint")),
    *product(("ink",), ("tint-2", "tint-3")),
    *product(("government", "competes", "membership"), ("card",)),  # names of lines in a chart
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    *(("mark", hue) for hue in [*FAMILIES, "government"]),
    *((hue, "card") for hue in [*FAMILIES, "government"]),  # the mark of a hollow node
]
SHAPE_ON_GROUND = [
    *product([*TIES, *FAMILIES, "edge", "focus"], ("paper", "card")),
    ("edge", "sunk"),
    *product(("accent", "government", "competes", "membership", "warn"), ("card", "sunk")),
]


@pytest.mark.parametrize("theme", THEMES)
def test_text_stands_out_from_its_ground(theme):
    code = colours(theme)
    faint = [
        (text, ground, round(contrast(code[text], code[ground]), 2))
        for text, ground in TEXT_ON_GROUND
        if contrast(code[text], code[ground]) < 4.5
    ]
    assert faint == []


@pytest.mark.parametrize("theme", THEMES)
def test_lines_and_shapes_that_mean_something_can_be_seen(theme):
    code = colours(theme)
    faint = [
        (shape, ground, round(contrast(code[shape], code[ground]), 2))
        for shape, ground in SHAPE_ON_GROUND
        if contrast(code[shape], code[ground]) < 3
    ]
    assert faint == []


def test_contrast_is_counted_as_wcag_does():
    assert contrast("000000", "ffffff") == pytest.approx(21)
    assert contrast("777777", "ffffff") == pytest.approx(4.48, abs=0.01)


def compressed(*patterns: str) -> int:
    files = [path for pattern in patterns for path in sorted(STATIC.glob(pattern))]
    assert files
    return sum(len(brotli.compress(path.read_bytes())) for path in files)


@pytest.mark.parametrize(
    ("patterns", "limit"),
    [
        (["css/base.css", "css/tokens.css", "css/print.css"], 9_000),
        (["vendor/bootstrap-*/*.css"], 6_000),
        (["js/base.js"], 1_500),
        (["img/icons.svg"], 2_500),
    ],
)
def test_what_every_page_loads_stays_small(patterns, limit):
    assert compressed(*patterns) <= limit


PAGE_SHEETS = sorted(
    sheet.name
    for sheet in (STATIC / "css").glob("*.css")
    if sheet.stem not in ("base", "tokens", "print")
)


@pytest.mark.parametrize("sheet", PAGE_SHEETS)
def test_what_some_pages_load_besides_stays_small(sheet):
    assert compressed(f"css/{sheet}") <= 2_500


def test_every_colour_of_the_style_sheets_is_a_token():
    for sheet in ("base.css", "map.css", "charts.css"):
        text = (STATIC / "css" / sheet).read_text()
        assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;\s,)])", text) == [], sheet


def test_every_variable_read_is_written():
    sheets = {path.name: path.read_text() for path in STATIC.glob("css/*.css")}
    everything = "\n".join(sheets.values())
    written = set(re.findall(r"(--[\w-]+):", everything))
    read = set(re.findall(r"var\((--[\w-]+)", everything))
    assert {name for name in read - written if not name.startswith("--bs-")} == set()
