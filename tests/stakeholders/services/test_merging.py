"""Two people at the same step: the rules, tried on small contents and on any content."""

from hypothesis import given
from hypothesis import strategies as st

from stakeholders.services import merging

words = st.sampled_from(["", "a", "b", "c"]).filter(bool)
plain = st.dictionaries(st.sampled_from(["activity", "why", "place"]), words)
rows = st.dictionaries(
    st.sampled_from(["r1", "r2", "r3"]), st.fixed_dictionaries({"what": words}), min_size=1
)
contents = st.builds(
    lambda flat, nested: flat | ({"changes": nested} if nested else {}), plain, st.none() | rows
)


def merge(base, mine, theirs):
    """What the save does when one other person saved in between."""
    touched, other = merging.changed(base, mine), merging.changed(base, theirs)
    clashes = merging.clashes(mine, theirs, touched=touched, theirs=other)
    return merging.overlay(theirs, mine, touched), clashes


@given(contents)
def test_a_content_is_the_sum_of_its_parts(content):
    assert merging.join(merging.parts(content)) == content


@given(contents, contents)
def test_one_side_alone_is_kept_as_it_is(base, other):
    assert merge(base, other, base) == (other, set())
    assert merge(base, base, other) == (other, set())


@given(contents, contents)
def test_the_same_change_twice_is_no_clash(base, other):
    assert merge(base, other, other) == (other, set())


@given(contents, contents, contents)
def test_without_a_clash_the_order_of_saving_does_not_matter(base, mine, theirs):
    merged, clashes = merge(base, mine, theirs)
    other_way, other_clashes = merge(base, theirs, mine)
    assert clashes == other_clashes
    if not clashes:
        assert merged == other_way


@given(contents, contents, contents)
def test_every_change_is_in_the_merge_or_named_as_a_clash(base, mine, theirs):
    merged, clashes = merge(base, mine, theirs)
    have = merging.parts(merged)
    for side in (mine, theirs):
        for part in merging.changed(base, side) - clashes:
            assert have.get(part) == merging.parts(side).get(part)


def test_two_rows_of_two_people_both_stay():
    merged, clashes = merge(
        {"changes": {"r1": {"what": "a"}}},
        {"changes": {"r1": {"what": "a"}, "r2": {"what": "b"}}},
        {"changes": {"r1": {"what": "a"}, "r3": {"what": "c"}}},
    )
    assert not clashes
    assert merged == {"changes": {"r1": {"what": "a"}, "r2": {"what": "b"}, "r3": {"what": "c"}}}


def test_a_row_taken_away_by_one_and_changed_by_the_other_is_a_clash():
    base = {"changes": {"r1": {"what": "a"}}}
    _merged, clashes = merge(base, {}, {"changes": {"r1": {"what": "b"}}})
    assert clashes == {("changes", "r1")}
