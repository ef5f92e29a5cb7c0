"""What ``static/js/desk/combobox.js`` says while one looks something up."""

import json

from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from languages import plurals


def words():
    """For the attribute ``data-words`` of a field that finds, or of what holds it."""
    return json.dumps(
        {
            "results": plurals.forms(
                lambda number: ngettext("%(number)s result", "%(number)s results", number)
            ),
            "none": _("Nothing found for “%(text)s”."),
            "searching": _("Searching"),
            "failed": _("No answer from the server. Try again."),
            "marks": static("desk/marks.svg"),
        },
        ensure_ascii=False,
    )
