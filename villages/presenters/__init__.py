"""From what was found to what a template writes, one file a subject."""

from villages.presenters.hits import hit_row

__all__ = ["hit_row"]
