"""From what each side says to one line for each pair: pure, no queries.

A statement is a dict with ``id``, ``source``, ``target``, ``kind``, ``stance`` and ``office``,
as in ``Tie``. A line is a dict with

- ``id``: the newest statement behind it, ``ties``: all of them;
- ``a``, ``b``: the two parties, in an order that does not depend on who spoke first;
- ``kind``: supports, competes, disputed, government, membership, depends;
- ``says``: what ``a`` says and what ``b`` says (kind, or stance of a government tie), None for a
  side that was not heard;
- ``both``: both sides say the same;
- ``stance``, ``office``, ``tightness``: where the kind has them, else empty.
"""

from collections import defaultdict

MEMBERSHIP, GOVERNMENT, UNRELATED = "membership", "government", "unrelated"


def fold(statements) -> list[dict]:
    """One line for each pair and sort of tie, sorted by its parties.

    What two sides say about each other is compared, never averaged: when they differ the line
    is ``disputed``. That nobody sees a tie is no line. Memberships stand beside the rest.
    """
    told, memberships = defaultdict(dict), defaultdict(list)
    for statement in statements:
        ends = statement["source"], statement["target"]
        pair = tuple(sorted(ends))
        if statement["kind"] == MEMBERSHIP:
            memberships[pair].append(statement)
        else:
            told[pair][ends[0]] = statement
    lines = [_relation(pair, sides) for pair, sides in told.items()]
    lines += [_membership(pair, offices) for pair, offices in memberships.items()]
    return sorted(filter(None, lines), key=lambda line: (line["a"], line["b"], line["kind"]))


def _relation(pair, sides):
    """The line of a pair from the statements of its sides, keyed by who speaks."""
    says = [_said(sides.get(party)) for party in pair]
    heard = {said for said in says if said}
    if heard == {UNRELATED}:
        return None
    newest = max(sides.values(), key=lambda statement: statement["id"])
    disputed = len(heard) > 1
    return _line(
        pair,
        kind="disputed" if disputed else newest["kind"],
        says=says,
        both=None not in says and not disputed,
        stance="" if disputed else newest["stance"],
        statements=sides.values(),
    )


def _said(statement):
    """The word that is compared: of a government tie the stance, else the kind."""
    return statement and (statement["stance"] or statement["kind"])


def _membership(pair, statements):
    offices = sorted({statement["office"] for statement in statements} - {""})
    return _line(pair, kind=MEMBERSHIP, office=", ".join(offices), statements=statements)


def dependency(tie) -> dict:
    """The line from a patron (``a``) to a client (``b``).

    ``tie``: a dict with ``id``, ``patron``, ``client`` and ``tightness``.
    """
    pair = (tie["patron"], tie["client"])
    return _line(pair, kind="depends", tightness=tie["tightness"], statements=[tie])


def _line(pair, *, kind, statements, says=(None, None), both=False, **details):
    ids = sorted((statement["id"] for statement in statements), reverse=True)
    return {
        "id": ids[0],
        "a": pair[0],
        "b": pair[1],
        "kind": kind,
        "says": list(says),
        "both": both,
        "ties": ids,
        "stance": "",
        "office": "",
        "tightness": "",
        **details,
    }
