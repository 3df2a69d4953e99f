"""Tables on paper, and the styles of a file that stands alone."""

import pytest

from jejaring.dashboards.reporting import ABREAST, in_widths, small, styles
from jejaring.dashboards.table import CODE, TEXT, Column, Table


def table(figures):
    """A table of one region with so many figures, each its own number."""
    columns = [Column("name", "Wilayah", kind=TEXT), Column("code", "Kode", kind=CODE)]
    columns += [Column(f"f{n}", f"Angka {n}") for n in range(figures)]
    return Table("Tabel", tuple(columns), (("Dukun", "33.08.06", *range(figures)),), links=("/",))


@pytest.mark.parametrize("figures", [1, ABREAST, ABREAST + 1, 17, 40])
def test_a_wide_table_is_told_in_pieces_that_lose_nothing(figures):
    pieces = in_widths(table(figures))
    widths = [len(piece.columns) - 2 for piece in pieces]
    assert max(widths) <= ABREAST
    assert min(widths) > 1 or figures == 1
    assert [cell for piece in pieces for cell in piece.rows[0][2:]] == list(range(figures))
    assert {piece.rows[0][:2] for piece in pieces} == {("Dukun", "33.08.06")}


def test_styles_fetch_nothing():
    made = styles()
    assert "--paper:" in made
    assert ".title-page" in made
    assert "@import" not in made
    assert "url(http" not in made
    assert made.count("</style>") == 2


def test_indents_go_and_words_stay():
    assert small("<p>\n   satu dua\n\n  tiga</p>") == "<p>\nsatu dua\ntiga</p>"
