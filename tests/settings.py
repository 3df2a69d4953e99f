"""The app's own settings with what tests need: nothing of this machine's, and no slow hashing.

The database is SQLite in memory unless ``JEJARING_TEST_DATABASE_URL`` names another; a
``DATABASE_URL`` of the shell or of a .env file is never touched by a test.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from tests.strictness import UndefinedVariable

_data = tempfile.mkdtemp(prefix="jejaring-tests-")
atexit.register(shutil.rmtree, _data, ignore_errors=True)
(Path(_data) / "static").mkdir()  # WhiteNoise warns when it is not there

os.environ.update(
    {
        "DATABASE_URL": os.environ.get("JEJARING_TEST_DATABASE_URL", "sqlite://:memory:"),
        "JEJARING_DATA": _data,
        "JEJARING_DEBUG": "0",
        "JEJARING_HOSTS": "testserver,localhost,127.0.0.1",
        "JEJARING_LOCAL": "1",
        "JEJARING_POOLED": "0",
        "JEJARING_REPLICA_URL": "",
        "JEJARING_SECRET_KEY": "of-the-tests-and-of-no-use-to-anybody-else-0123456789",
    }
)

from jejaring.settings import *  # noqa: E402, F403
from jejaring.settings import STORAGES, TEMPLATES  # noqa: E402

# A real hash takes a quarter of a second on purpose.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Hashed names need `collectstatic`, which tests of pages do not.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UndefinedVariable(BASE_DIR)  # noqa: F405
