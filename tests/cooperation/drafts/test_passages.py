"""A passage is found as it was pasted, and found again where its surroundings are the same."""

from hypothesis import given
from hypothesis import strategies as st

from cooperation.drafts.passages import find_again, find_passage, passage_at, sentences

WORDS = "Iuran 40 persen untuk Sengi.\nIuran 40 persen untuk Paten; sisanya untuk pipa."


def test_a_pasted_passage_is_found_though_its_blanks_differ():
    found = find_passage(WORDS, " untuk Sengi. Iuran\n40 ")
    assert (found.quote, found.offset) == ("untuk Sengi.\nIuran 40", 16)
    assert find_passage(WORDS, "untuk Krinjing") is None
    assert find_passage(WORDS, "  ") is None


def test_of_several_like_passages_the_nearest_is_meant():
    assert find_passage(WORDS, "40 persen", near=0).offset == 6
    assert find_passage(WORDS, "40 persen", near=40).offset == WORDS.rindex("40 persen")


def test_a_passage_is_found_again_after_words_were_put_before_it():
    second = find_passage(WORDS, "40 persen", near=60)
    later = "Pasal baru di muka, agak panjang supaya tempatnya bergeser jauh. " + WORDS
    again = find_again(later, second)
    assert again.offset == later.rindex("40 persen")


def test_a_passage_whose_words_changed_is_not_found():
    passage = find_passage(WORDS, "40 persen untuk Sengi")
    assert find_again(WORDS.replace("40", "45"), passage) is None


@given(st.text(max_size=80), st.text(max_size=80), st.text(min_size=1, max_size=30))
def test_a_passage_is_always_found_again_in_its_own_words(before, after, quote):
    words = before + quote + after
    passage = passage_at(words, len(before), len(before) + len(quote))
    if quote.split():
        again = find_again(words, passage)
        assert again is not None
        assert again.quote.split() == quote.split()


def test_a_clause_is_cut_into_its_sentences():
    assert [each.quote for each in sentences(WORDS)] == [
        "Iuran 40 persen untuk Sengi.",
        "Iuran 40 persen untuk Paten;",
        "sisanya untuk pipa.",
    ]
    for each in sentences(WORDS):
        assert WORDS[each.offset : each.end] == each.quote
    assert sentences("Rp2.500 per bulan") == [passage_at("Rp2.500 per bulan", 0, 17)]
    assert sentences(" \n ") == []


@given(st.text())
def test_sentences_leave_nothing_out_but_blanks(words):
    kept = "".join(each.quote for each in sentences(words))
    assert "".join(kept.split()) == "".join(words.split())
