"""An invented country on the real codes, for trials of dashboards and for measuring.

Rows go straight into their tables, kabupaten by kabupaten, with two years of dated history. The
same seed and code give the same rows. Nobody in it exists; all rows that can say so are examples.
"""

from cooperation.sample.country.regencies import TooDeep, foreign_rows, units
from cooperation.sample.country.workers import make_units

__all__ = ["TooDeep", "foreign_rows", "make_units", "units"]
