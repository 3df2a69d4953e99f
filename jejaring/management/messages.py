"""The messages of the app, found in its source as Django looks them up when it runs.

Python is read as syntax, so that an alias (``gettext as _``) is followed and a message that
cannot be looked up (an f-string) is an error instead of a hole. Templates go through Django's
own ``templatize``.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

# What each argument of a gettext function is.
ARGUMENTS = {
    "gettext": ("message",),
    "ngettext": ("message", "plural"),
    "pgettext": ("context", "message"),
    "npgettext": ("context", "message", "plural"),
}
FUNCTIONS = {
    f"{name}{suffix}": arguments
    for name, arguments in ARGUMENTS.items()
    for suffix in ("", "_lazy", "_noop")
}

STRING = r"""u?((?:"(?:\\.|[^"\\])*")|(?:'(?:\\.|[^'\\])*'))"""
TEMPLATE_CALL = re.compile(
    rf"(?<!\w)(?P<name>n?p?gettext|_)\({STRING}(?:,\s*{STRING})?(?:,\s*{STRING})?"
)


class NotAMessage(ValueError):
    """A gettext function is called with something that no catalogue can hold."""


@dataclass(frozen=True)
class Message:
    """One message as it is looked up; ``plural`` and ``context`` are empty without one."""

    message: str
    plural: str = ""
    context: str = ""


def python_messages(source: str, name: str = "") -> Iterator[Message]:
    """The messages of a Python file.

    Raises NotAMessage, with `name` and the line, where a string is put together inside the
    call: its parts are not known before the app runs. A call with a variable is passed over:
    the message behind it is marked where it is written.
    """
    tree = ast.parse(source)
    known = dict(_imported(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (function := _function(node.func, known)):
            arguments = node.args[: len(FUNCTIONS[function])]
            if any(_is_put_together(argument) for argument in arguments):
                raise NotAMessage(f"{name}:{node.lineno}: a message is one plain string")
            texts = [a.value for a in arguments if isinstance(a, ast.Constant)]
            if len(texts) == len(FUNCTIONS[function]):
                yield Message(**dict(zip(FUNCTIONS[function], texts, strict=True)))


def _imported(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Local name and gettext function of each import of one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            for alias in node.names:
                if alias.name in FUNCTIONS:
                    yield alias.asname or alias.name, alias.name


def _function(called: ast.expr, known: dict[str, str]) -> str | None:
    if isinstance(called, ast.Name):
        return known.get(called.id)
    if isinstance(called, ast.Attribute) and called.attr in FUNCTIONS:
        return called.attr  # translation.gettext(...)
    return None


def _is_put_together(node: ast.expr) -> bool:
    """Whether a message is computed on the spot: an f-string, a sum, ``%`` or ``format``."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Attribute) and node.func.attr in ("format", "join")
    return isinstance(node, ast.JoinedStr | ast.BinOp)


def template_messages(source: str, name: str = "") -> Iterator[Message]:
    """The messages of a Django template."""
    for call in TEMPLATE_CALL.finditer(templatize(source, origin=name)):
        if call["name"] == "_":
            # The engine doubles the percent signs of _("...") only when it looks it up.
            yield Message(ast.literal_eval(call[2]).replace("%", "%%"))
        else:
            texts = [ast.literal_eval(text) for text in call.groups()[1:] if text]
            yield Message(**dict(zip(ARGUMENTS[call["name"]], texts, strict=True)))


def messages_of(root: Path, packages: tuple[str, ...]) -> dict[Message, list[str]]:
    """Every message below `root`, with the files it stands in, in the order of the files.

    Python of `packages` and templates of ``templates/`` and of the packages. Migrations hold
    copies of words, unmarked, and may mark those that they write into rows.
    """
    found: dict[Message, list[str]] = {}
    for path in _sources(root, packages):
        name = path.relative_to(root).as_posix()
        read = python_messages if path.suffix == ".py" else template_messages
        for message in read(path.read_text("utf-8"), name):
            places = found.setdefault(message, [])
            if name not in places:
                places.append(name)
    return found


def _sources(root: Path, packages: tuple[str, ...]) -> Iterator[Path]:
    for package in packages:
        yield from sorted((root / package).rglob("*.py"))
    for folder in ("templates", *packages):
        for suffix in ("html", "txt"):
            yield from sorted(
                path
                for path in (root / folder).rglob(f"*.{suffix}")
                if folder == "templates" or "templates" in path.parts
            )
