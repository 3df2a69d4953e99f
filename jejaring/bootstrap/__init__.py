"""What runs before anything is installed: standard library only, and no word of Django.

``environment`` makes the virtual environment, ``serve`` starts the app in it, ``checks`` runs
everything a change must pass, ``cluster`` makes a throw-away PostgreSQL, ``programs`` finds
what the machine has. A test keeps every import of this package inside the standard library.
"""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
