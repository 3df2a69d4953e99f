"""What an address may hold: a malformed code is not found, before any database is asked."""


class VillageCodeConverter:
    """The code of a village, ``33.08.06.2012``; in a path ``<village:code>``."""

    regex = r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class RegionCodeConverter:
    """The code of a region of any level; "00" for the country, in code the empty string."""

    regex = r"[0-9]{2}(?:\.[0-9]{2}(?:\.[0-9]{2}(?:\.[0-9]{4})?)?)?"

    def to_python(self, value: str) -> str:
        return "" if value == "00" else value

    def to_url(self, value: str) -> str:
        return value or "00"
