"""The roles of accounts by name, and by the names that people read."""

from django.utils.translation import pgettext_lazy

from roles import (
    CHIEF_EDITOR,
    EDITOR,
    REPORTER,
    TRANSLATOR,
    is_chief_editor,
    is_editor,
    is_reporter,
    is_translator,
    leads,
    works_here,
    writes,
)

LABELS = {
    REPORTER: pgettext_lazy("role", "reporter"),
    EDITOR: pgettext_lazy("role", "editor"),
    CHIEF_EDITOR: pgettext_lazy("role", "chief editor"),
    TRANSLATOR: pgettext_lazy("role", "translator"),
}

__all__ = [
    "CHIEF_EDITOR",
    "EDITOR",
    "LABELS",
    "REPORTER",
    "TRANSLATOR",
    "is_chief_editor",
    "is_editor",
    "is_reporter",
    "is_translator",
    "leads",
    "works_here",
    "writes",
]
