"""The four groups, and the predicates by which rules ask for them.

What each may do is code (``rules.py`` of the apps), so that it can be read, tested and reviewed
in one place; the database holds only who is in which group. Below all apps, for those that know
no accounts still have rules.
"""

import rules

REPORTER = "reporter"
EDITOR = "editor"
CHIEF_EDITOR = "chief editor"
TRANSLATOR = "translator"

# Whoever left keeps the groups of old, and may nothing.
_is_here = rules.is_active & rules.is_staff
is_reporter = _is_here & rules.is_group_member(REPORTER)
is_editor = _is_here & rules.is_group_member(EDITOR)
is_chief_editor = _is_here & rules.is_group_member(CHIEF_EDITOR)
is_translator = _is_here & rules.is_group_member(TRANSLATOR)
leads = is_editor | is_chief_editor
writes = is_reporter | leads
works_here = writes | is_translator
