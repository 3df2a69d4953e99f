"""Asking for a file of a village, and reading it."""

import io
import json
import zipfile

from django.urls import reverse

from tests.factories import SENGI

EXPORT = reverse("village_export", args=[SENGI])


def ask(client, user, **form):
    client.force_login(user)
    return client.post(EXPORT, {"format": "json", "naming": "roles", **form})


def words_of(response) -> str:
    """All text of a file, that of packed ones too."""
    content = response.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            content = b"".join(packed.read(name) for name in packed.namelist())
    return content.decode("utf-8", "replace")


def read(response) -> dict:
    assert response.status_code == 200
    return json.loads(response.content)
