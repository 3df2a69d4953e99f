"""The words of a file by which forms and relations are decided, each with what it may mean."""

from collections import Counter

from stakeholders.models import Tie
from stakeholders.services.importing.rows import (
    GOVERNMENT,
    GROUP,
    INSTITUTION,
    OUTSIDE,
    PERSON,
    Word,
    text_of,
)
from stakeholders.services.importing.words import folded, guess_by_name, guess_party, guess_tie


def party_word(node, existing) -> str:
    """The word by which a party's form is decided; beginning with "~" where the file has none.

    ``""`` where the file says it in our codes, or names somebody whom we know.
    """
    kind, group_kind = text_of(node.get("kind")), text_of(node.get("group_kind"))
    if _coded(kind, group_kind, existing.kinds):
        return ""
    if told := " / ".join(word for word in (kind, group_kind) if word):
        return told
    return "" if existing.called(node) else f"~{guess_by_name(node.get('label', ''))}"


def _coded(kind, group_kind, kinds):
    """Whether the file speaks our own codes."""
    if kind == GROUP:
        return group_kind in kinds
    return kind in (PERSON, INSTITUTION, GOVERNMENT, OUTSIDE)


def party_words(nodes, chosen, existing) -> list[Word]:
    """The words for parties that wait for a meaning; ``chosen``: word -> what somebody chose."""
    counts, examples, guesses = Counter(), {}, {}
    for node in nodes:
        word = party_word(node, existing)
        if not word:
            continue
        counts[word] += 1
        examples.setdefault(word, text_of(node.get("label"))[:60])
        if word not in guesses:
            guesses[word] = _guessed(node, word, existing.kinds)
    return [
        Word(
            code=word,
            shown="" if word.startswith("~") else word,
            count=count,
            example=examples[word],
            chosen=chosen.get(word, guesses[word]),
        )
        for word, count in sorted(counts.items())
    ]


def _guessed(node, word, kinds):
    if word.startswith("~"):
        return word[1:]
    names = {folded(name): code for code, name in kinds.items()}
    for told in (node.get("group_kind"), node.get("kind")):
        text = folded(told or "")
        if text in kinds:
            return f"group:{text}"
        if text in names:
            return f"group:{names[text]}"
    return guess_party(node.get("group_kind") or "", node.get("kind") or "")


def tie_word(tie) -> str:
    """The word by which a tie's kind is decided; ``""`` where the file says it in our codes."""
    kind = text_of(tie.get("kind"))
    if kind in Tie.Kind.values and (kind != GOVERNMENT or tie.get("stance") in Tie.Stance.values):
        return ""
    sign = {1: " (+)", -1: " (−)"}.get(tie.get("sign"), "")
    return f"{kind}{sign}".strip() or "~"


def tie_words(nodes, ties, chosen) -> list[Word]:
    """The words for ties, likewise."""
    counts, examples, guesses = Counter(), {}, {}
    names = {node["id"]: text_of(node.get("label"))[:40] for node in nodes}
    for tie in ties:
        if not (word := tie_word(tie)):
            continue
        counts[word] += 1
        examples.setdefault(word, f"{names[tie['source']]} – {names[tie['target']]}")
        if word not in guesses:
            by_sign = {1: "supports", -1: "competes"}.get(tie.get("sign"), "")
            guesses[word] = by_sign or guess_tie(text_of(tie.get("kind")))
    return [
        Word(
            code=word,
            shown="" if word == "~" else word,
            count=count,
            example=examples[word],
            chosen=chosen.get(word, guesses[word]),
        )
        for word, count in sorted(counts.items())
    ]
