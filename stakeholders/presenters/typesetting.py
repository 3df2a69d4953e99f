"""Setting with typst: words go in as data, and there is no folder or network to reach.

What people wrote is never typst's code. Left to itself typst lets a source read the folder the
server runs in and download packages; here it is rooted in an empty folder, and looks for packages
there alone.
"""

import atexit
import json
import re
import shutil
import tempfile
from functools import cache
from pathlib import Path

import typst

# No printer and no XML takes these; a name that came from a file may hold one.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def typeset(source: bytes, data, *, format: str = "pdf", **options) -> bytes:
    """What ``source`` makes of ``data``, which it finds as JSON under ``sys.inputs.data``."""
    words = json.dumps(_cleaned(data), ensure_ascii=False)
    return compiled(source, format=format, inputs={"data": words}, **options)


def compiled(source: bytes, *, inputs: dict[str, str], format: str = "pdf", **options) -> bytes:
    """The file of a source that reaches ``inputs`` and nothing else."""
    nothing = _nothing()
    return typst.compile(
        source,
        format=format,
        root=nothing,
        package_path=nothing,
        package_cache_path=nothing,
        sys_inputs=inputs,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        **options,
    )


def printable(text: str) -> str:
    """The text without signs that no printer takes."""
    return _UNPRINTABLE.sub("", text)


def _cleaned(value):
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: _cleaned(each) for key, each in value.items()}
    return [_cleaned(each) for each in value] if isinstance(value, list | tuple) else value


@cache
def _nothing() -> str:
    """An empty folder that nobody can write to, for the life of the process."""
    folder = tempfile.mkdtemp(prefix="jejaring-typst-")
    Path(folder).chmod(0o500)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def _fonts():
    """The fonts inside typst alone: the same sheet from every server."""
    return typst.Fonts(include_system_fonts=False)
