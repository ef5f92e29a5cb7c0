"""The four groups, and the predicates by which rules ask for them.

What each may do is code (``rules.py`` of the apps), so that it can be read, tested and reviewed
in one place; the database holds only who is in which group.
"""

import rules
from django.utils.translation import pgettext_lazy

REPORTER = "reporter"
EDITOR = "editor"
CHIEF_EDITOR = "chief editor"
TRANSLATOR = "translator"

LABELS = {
    REPORTER: pgettext_lazy("role", "reporter"),
    EDITOR: pgettext_lazy("role", "editor"),
    CHIEF_EDITOR: pgettext_lazy("role", "chief editor"),
    TRANSLATOR: pgettext_lazy("role", "translator"),
}

is_reporter = rules.is_group_member(REPORTER)
is_editor = rules.is_group_member(EDITOR)
is_chief_editor = rules.is_group_member(CHIEF_EDITOR)
is_translator = rules.is_group_member(TRANSLATOR)
leads = is_editor | is_chief_editor
writes = is_reporter | leads
works_here = rules.is_staff & (writes | is_translator)
