"""The parts of a text, and one of them reworded."""

import pytest

from cooperation.drafts.parts import part_of, parts_of, says, with_words

CONTENT = {
    "title": "Air",
    "basis": "UU 6/2014",
    "clauses": {"scope": "Mata air.", "rights": "", "funding": ""},
    "parties": [{"party": "p1", "name": "Sengi", "rights": ["Air"], "duties": ["Jaga hutan"]}],
    "shares": ["Iuran: Sengi 40 persen"],
    "term": {"ends_on": "2029-04-19"},
    "articles": [{"title": "Rahasia", "words": "Data warga tidak dibagikan."}],
}


def test_lists_and_dates_stand_beneath_their_clause():
    codes = [part.code for part in parts_of(CONTENT)]
    assert codes[:3] == ["title", "basis", "scope"]
    assert codes[codes.index("term") + 1] == "dates"
    assert codes[codes.index("rights") : codes.index("funding")] == [
        "rights",
        "rights:p1",
        "duties:p1",
    ]
    assert codes[codes.index("funding") + 1] == "shares"
    assert codes[-1] == "article:1"
    assert part_of(CONTENT, "dates").words == "Berakhir: 19 April 2029"
    assert not part_of(CONTENT, "dates").is_quotable


def test_a_mandatory_content_is_written_in_words_in_lists_or_in_dates():
    said = {code for code in ("scope", "field", "term", "rights", "funding") if says(CONTENT, code)}
    assert said == {"scope", "term", "rights", "funding"}
    assert not says({}, "rights")


@pytest.mark.parametrize(
    "code", [part.code for part in parts_of(CONTENT) if part.is_quotable and part.words]
)
def test_a_part_reworded_is_the_only_one_that_changes(code):
    new = with_words(CONTENT, code, "Kata baru")
    before, after = ({p.code: p.words for p in parts_of(each)} for each in (CONTENT, new))
    assert after == before | {code: "Kata baru"}
    assert part_of(CONTENT, code).words != "Kata baru"


@pytest.mark.parametrize("code", ["rights:p2", "article:2", "article:0", "article:x", "dates", "x"])
def test_a_part_that_is_not_there_cannot_be_reworded(code):
    with pytest.raises(KeyError):
        with_words(CONTENT, code, "Kata baru")
