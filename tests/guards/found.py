"""Finding the views, models, forms and files that the guards look at."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.forms import BaseForm
from django.urls import URLPattern, get_resolver

from jejaring.access import OUR_PACKAGES


def routes(resolver=None, prefix="") -> Iterator[tuple[str, str, object]]:
    """Every address of the site: pattern, name, view."""
    for entry in (resolver or get_resolver()).url_patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield pattern, entry.name or "", entry.callback
        else:
            yield from routes(entry, pattern)


def is_ours(view) -> bool:
    """Whether a view is written here and not in a library."""
    return view.__module__.partition(".")[0] in OUR_PACKAGES


def models() -> list[type]:
    """The models of our apps."""
    return [model for app in OUR_PACKAGES for model in apps.get_app_config(app).get_models()]


def source_files(*rooms: str) -> list[Path]:
    """The modules of these rooms ("views", "forms") in our packages, one file or a folder each."""
    return sorted(
        path
        for package in OUR_PACKAGES
        for room in rooms
        for found in (f"{package}/{room}.py", f"{package}/{room}/**/*.py")
        for path in settings.BASE_DIR.glob(found)
    )


def forms() -> list[type[BaseForm]]:
    """The form classes that our ``forms`` modules define."""
    modules = [
        import_module(".".join(path.relative_to(settings.BASE_DIR).with_suffix("").parts))
        for path in source_files("forms")
        if path.name != "__init__.py"
    ]
    return [
        thing
        for module in modules
        for thing in vars(module).values()
        if isinstance(thing, type)
        and issubclass(thing, BaseForm)
        and thing.__module__ == module.__name__
    ]


def templates() -> list[Path]:
    """Our templates."""
    return sorted((settings.BASE_DIR / "templates").rglob("*.html"))
