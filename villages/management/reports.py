"""What the import commands say alike."""

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from villages.management.progress import grouped


def unreadable(path, error: OSError) -> str:
    """Why ``path`` could not be opened, for a person."""
    return _("Berkas %(path)s tidak dapat dibuka: %(error)s") % {
        "path": path,
        "error": error.strerror or error,
    }


def refuse_problems(command, problems, *, features=False) -> None:
    """Tell every problem, one a line, on stderr. Raises CommandError when there is any.

    ``features``: the file has no lines but objects of a map.
    """
    if not problems:
        return
    for problem in problems:
        command.stderr.write(str(problem))
    raise CommandError(_summary(len(problems), features) % {"count": grouped(len(problems))})


def _summary(count, features) -> str:
    if features:
        return ngettext(
            "%(count)s objek bermasalah; tidak ada yang disimpan.",
            "%(count)s objek bermasalah; tidak ada yang disimpan.",
            count,
        )
    return ngettext(
        "%(count)s baris bermasalah; tidak ada yang disimpan.",
        "%(count)s baris bermasalah; tidak ada yang disimpan.",
        count,
    )
