"""Which finding is the same one as before, and whether what it says has changed.

For marks that people put on findings: ``key`` stays while the matter is the same, ``state`` changes
with what is said about it. Both take a finding as a mapping, as it comes out of storage.
"""

import json
from collections.abc import Collection, Mapping
from hashlib import blake2s
from itertools import islice, product
from typing import Any

# How many of the subjects say which matter it is; the others are part of what is said about it.
# Of a kind that is not named here, all do.
NAMING = {
    "none_yet": 0,
    "coverage": 0,
    "sole_link": 1,
    "tension": 2,
    "parts": 0,
    "empty_role": 0,
    "introduction": 2,
    "narrow": 1,
    "role_model": 0,
    "hub": 0,
    "most_tied": 0,
    "between": 0,
    "clusters": 0,
}
# These grow with every interview in the village, whatever the matter.
ABOUT_THE_VILLAGE = {"groups", "not_interviewed", "unasked_pairs", "others"}
MOST_FORMER = 64


def key_of(found: Mapping[str, Any]) -> str:
    """Kind, subjects and what it is about, as 24 hexadecimal digits."""
    naming = found["subjects"][: NAMING.get(found["kind"])]
    return _digest([found["kind"], sorted(map(str, naming)), found["about"]])


def state_of(found: Mapping[str, Any]) -> str:
    """The subjects and the numbers behind a finding, as 24 hexadecimal digits."""
    numbers = {k: n for k, n in found["numbers"].items() if k not in ABOUT_THE_VILLAGE}
    return _digest([sorted(map(str, found["subjects"])), sorted(numbers.items())])


def formerly(found: Mapping[str, Any], was: Mapping[str, Collection[str]]) -> dict[str, set[str]]:
    """Keys a finding has and had before its subjects were made one with others, with its states.

    ``was``: subject -> those that have been made one with it. Findings about very many of them are
    looked for under a part of their former keys only.
    """
    under = [(str(subject), *was.get(str(subject), ())) for subject in found["subjects"]]
    known: dict[str, set[str]] = {}
    for subjects in islice(product(*under), MOST_FORMER):
        then = {**found, "subjects": list(subjects)}
        known.setdefault(key_of(then), set()).add(state_of(then))
    return known


def _digest(content) -> str:
    return blake2s(json.dumps(content).encode(), digest_size=12).hexdigest()
