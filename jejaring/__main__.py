"""The one door to everything: ``python3 -m jejaring [VERB ...]``.

This file must be readable by an old Python 3, so that it gets a sentence instead of a syntax
error. Everything else is in :mod:`jejaring.bootstrap`.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 -- run by whatever python the machine has
    sys.exit(
        f"Jejaring memerlukan Python 3.11 atau lebih baru; ini Python {sys.version.split()[0]}.\n"
        "Pasang Python yang lebih baru, lalu ulangi perintah ini dengannya, "
        "misalnya: python3.12 -m jejaring"
    )

if __name__ == "__main__":
    from jejaring.bootstrap.main import main

    sys.exit(main(sys.argv[1:]))
