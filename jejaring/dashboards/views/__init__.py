"""What is asked for under /angka/."""

from jejaring.dashboards.views.comparing import dashboard_compare
from jejaring.dashboards.views.files import dashboard_picture, dashboard_table
from jejaring.dashboards.views.pages import dashboard, dashboard_part, dashboards
from jejaring.dashboards.views.public import (
    open_numbers_file,
    open_numbers_page,
    open_numbers_set,
)
from jejaring.dashboards.views.questions import dashboard_question, dashboard_questions
from jejaring.dashboards.views.reports import dashboard_copy, dashboard_report, dashboard_summary

__all__ = [
    "dashboard",
    "dashboard_compare",
    "dashboard_copy",
    "dashboard_part",
    "dashboard_picture",
    "dashboard_question",
    "dashboard_questions",
    "dashboard_report",
    "dashboard_summary",
    "dashboard_table",
    "dashboards",
    "open_numbers_file",
    "open_numbers_page",
    "open_numbers_set",
]
