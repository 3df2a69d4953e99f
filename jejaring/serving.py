"""How gunicorn serves Jejaring: ``gunicorn -c python:jejaring.serving``."""

import os
from pathlib import Path

wsgi_app = "jejaring.wsgi"
bind = os.environ.get("JEJARING_BIND", "127.0.0.1:8000")
# Measured on two cores: two processes use both, four threads each hide the waits for the disk.
workers = int(os.environ.get("JEJARING_WORKERS", "2"))
threads = int(os.environ.get("JEJARING_THREADS", "4"))
# A slow phone on a weak signal keeps its thread, not its process, busy.
worker_class = "gthread"
timeout = 60
graceful_timeout = 20
keepalive = 5
# The heartbeat file must not wait for a busy disk.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
control_socket_disable = True
umask = 0o077  # uploads and the database hold people's data
loglevel = os.environ.get("JEJARING_LOG_LEVEL", "warning")


def when_ready(server):
    """Say where the app is, once the door is really open."""
    if address := os.environ.get("JEJARING_ADDRESS"):
        print(f"\nJejaring siap. Buka {address} di peramban.", flush=True)
        print("Tekan Ctrl-C untuk berhenti.", flush=True)


def on_exit(server):
    if os.environ.get("JEJARING_ADDRESS"):
        print("\nJejaring berhenti. Data tetap tersimpan.", flush=True)
