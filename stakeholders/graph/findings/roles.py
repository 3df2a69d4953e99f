"""Which expected role nobody fills, and who fills all of them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from stakeholders.graph.build import Node, ordered
from stakeholders.graph.findings.village import Finding, Village


def empty_roles(village: Village, roles: Iterable[Mapping[str, Any]]) -> Iterator[Finding]:
    expected: dict[str, dict[Node, str]] = defaultdict(dict)
    groups = set(village.groups)
    for row in roles:
        if row["group"] in groups and row["value"] != "not_applicable":
            expected[row["role"]][row["group"]] = row["value"]
    for role, values in expected.items():
        said = Counter(values.values())
        if said["yes"]:
            continue
        known = said["name_only"] + said["no"]
        numbers = {kind: said[kind] for kind in ("yes", "name_only", "no")}
        yield Finding(
            "empty_role",
            tuple(ordered(values)),
            village.numbers(**numbers, unknown=len(values) - known),
            20 + 25 * known / len(values) if known else 5.0,
            about=role,
        )


def role_models(village: Village, roles: Iterable[Mapping[str, Any]]) -> Iterator[Finding]:
    """Groups that fill every role expected of them, where others do not."""
    values: dict[Node, list[str]] = defaultdict(list)
    groups = set(village.groups)
    for row in roles:
        if row["group"] in groups and row["value"] != "not_applicable":
            values[row["group"]].append(row["value"])
    models = {
        group: said for group, said in values.items() if len(said) > 1 and set(said) == {"yes"}
    }
    short = sum(bool({"no", "name_only"} & set(said)) for said in values.values())
    if models and short:
        first = sorted(models, key=lambda group: (-len(models[group]), str(group)))
        yield Finding(
            "role_model",
            tuple(first),
            village.numbers(models=len(models), short=short, roles=len(models[first[0]])),
            24.0,
        )
