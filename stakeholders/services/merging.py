"""When two people answer the same step: what each changed, and whether the changes meet.

Pure functions of contents (see ``stakeholders.questions``). A content is compared part by
part: a plain question is one part, and so is each row of a list and each group of question 5,
so two people who speak with different groups on the same day never stand in each other's way.
"""

Part = tuple[str, str]


def parts(content: dict) -> dict[Part, object]:
    """The content cut into parts: (question key, row or group id; "" for a plain question)."""
    cut = {}
    for key, value in content.items():
        if isinstance(value, dict):
            cut.update({(key, inner): said for inner, said in value.items()})
        else:
            cut[key, ""] = value
    return cut


def join(cut: dict[Part, object]) -> dict:
    """The content made of these parts; ``join(parts(content)) == content``."""
    content = {}
    for (key, inner), value in sorted(cut.items()):
        if inner:
            content.setdefault(key, {})[inner] = value
        else:
            content[key] = value
    return content


def changed(before: dict, after: dict) -> set[Part]:
    """The parts that differ between two contents; a part that went away has changed too."""
    before, after = parts(before), parts(after)
    return {part for part in before.keys() | after.keys() if before.get(part) != after.get(part)}


def overlay(under: dict, over: dict, touched: set[Part]) -> dict:
    """``under`` with the parts in ``touched`` as they stand in ``over``."""
    over = parts(over)
    kept = {part: value for part, value in parts(under).items() if part not in touched}
    return join(kept | {part: over[part] for part in touched if part in over})


def clashes(mine: dict, current: dict, *, touched: set[Part], theirs: set[Part]) -> set[Part]:
    """The parts that both sides changed, and not to the same."""
    return touched & theirs & changed(mine, current)
