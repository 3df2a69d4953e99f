"""Keep the message catalogues: Indonesian is the source, English must be complete."""

import io
import re
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from jejaring.management.messages import Message, NotAMessage, messages_of

PACKAGES = ("jejaring", "villages", "stakeholders", "cooperation")
TRANSLATED = "en"
PLACEHOLDER = re.compile(r"%%|%(?:\(\w+\))?[-+0]*\d*(?:\.\d+)?[sdifgr]|\{\w*\}")

BEGINNING = datetime(2026, 11, 22, tzinfo=UTC)


class Command(BaseCommand):
    """In pure Python, so that neither developers nor servers need the gettext programs.

    ``locale/en`` holds every message of the app. Catalogues of other languages hold what
    their translator put in (``locale/id``: words of libraries that speak no Indonesian);
    they are compiled and checked, not filled.
    """

    help = "Brings locale/en up to date and compiles the catalogues; --check only looks."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="change nothing, fail if not so")

    def handle(self, *, check=False, **options):
        try:
            import babel  # noqa: F401
        except ImportError as error:
            raise CommandError(
                "Babel is not installed; `python3 -m jejaring test` installs it."
            ) from error
        root = Path(settings.BASE_DIR)
        try:
            messages = messages_of(root, PACKAGES)
        except (NotAMessage, SyntaxError) as error:
            raise CommandError(str(error)) from error
        if not check:
            _update(root / "locale", messages)
        problems = [
            f"{path.relative_to(root)}: {problem}"
            for path in _catalogues(root / "locale")
            for problem in _problems(path, messages)
        ]
        if check and problems:
            raise CommandError("\n".join([*problems, f"{len(problems)} problems in messages"]))
        for problem in problems:
            self.stdout.write(problem)
        self.stdout.write(f"{len(messages)} messages, {len(problems)} problems")


def _catalogues(locale: Path) -> list[Path]:
    """All catalogues, and the English one whether it exists or not."""
    return sorted({*locale.glob("*/LC_MESSAGES/django.po"), _english(locale)})


def _english(locale: Path) -> Path:
    return locale / TRANSLATED / "LC_MESSAGES" / "django.po"


def _update(locale: Path, messages: dict[Message, list[str]]) -> None:
    """Write the English catalogue with exactly these messages and compile all catalogues."""
    path = _english(locale)
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(path, _renewed(path, messages))
    for catalogue in _catalogues(locale):
        catalogue.with_suffix(".mo").write_bytes(_compiled(_read(catalogue)))


def _renewed(path: Path, messages: dict[Message, list[str]]):
    """The catalogue at `path` with what is new, without what is gone; texts are kept."""
    from babel.messages.catalog import Catalog

    old = _read(path) if path.exists() else Catalog(locale=path.parts[-3])
    new = Catalog(
        locale=old.locale,
        project="Jejaring",
        version="1",
        msgid_bugs_address="Jejaring",
        last_translator="Jejaring",
        language_team="Jejaring",
        header_comment="# Jejaring in English. Written by `manage.py catalogue`; texts by hand.",
        # Without a clock in it, the file changes when the messages do.
        creation_date=BEGINNING,
        revision_date=BEGINNING,
        fuzzy=False,
    )
    for message, places in messages.items():
        new.add(
            _id(message),
            context=message.context or None,
            locations=[(place, None) for place in places],
        )
    for entry in new:
        known = old.get(entry.id, entry.context) if entry.id else None
        # A text for one number does not do for two: it is asked for anew.
        if known and isinstance(known.string, str) == isinstance(entry.id, str):
            entry.string = known.string
            entry.flags |= known.flags & {"fuzzy"}
    return new


def _id(message: Message):
    return (message.message, message.plural) if message.plural else message.message


def _problems(path: Path, messages: dict[Message, list[str]]) -> list[str]:
    """What is wrong with one catalogue, in sentences."""
    if not path.exists():
        return ["does not exist"]
    catalogue = _read(path)
    problems = []
    if path.parts[-3] == TRANSLATED:
        kept, wanted = _keys(catalogue), _keys(_renewed(path, messages))
        problems += [f"not in the catalogue: {key!r}" for key in sorted(wanted - kept)]
        problems += [f"no longer used: {key!r}" for key in sorted(kept - wanted)]
    for entry in catalogue:
        if entry.id and (problem := _problem_of(entry)):
            problems.append(f"{problem}: {entry.id!r}")
    compiled = path.with_suffix(".mo")
    if not compiled.exists() or compiled.read_bytes() != _compiled(catalogue):
        problems.append(f"{compiled.name} is not the compiled {path.name}")
    return problems


def _keys(catalogue) -> set[tuple[str, ...]]:
    """Context, message and plural, as far as there are any, of each entry."""
    return {
        tuple(filter(None, (entry.context, *_forms(entry.id)))) for entry in catalogue if entry.id
    }


def _forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return text if isinstance(text, tuple) else (text,)


def _problem_of(entry) -> str | None:
    sources, texts = _forms(entry.id), _forms(entry.string)
    if not all(texts):
        return "not translated"
    if entry.fuzzy:
        return "marked fuzzy"
    # The form for one may leave the number out ("one group"); no form may invent a value.
    last, allowed = _placeholders(sources[-1]), set().union(*map(_placeholders, sources))
    if _placeholders(texts[-1]) != last or any(_placeholders(text) - allowed for text in texts):
        return "other placeholders"
    return None


def _placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text)) - {"%%"}


def _read(path: Path):
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def _write(path: Path, catalogue) -> None:
    from babel.messages.pofile import write_po

    text = io.BytesIO()
    write_po(text, catalogue, width=100, include_lineno=False, ignore_obsolete=True)
    path.write_bytes(text.getvalue())


def _compiled(catalogue) -> bytes:
    from babel.messages.mofile import write_mo

    binary = io.BytesIO()
    write_mo(binary, catalogue)
    return binary.getvalue()
