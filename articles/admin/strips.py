"""How the desk shows where editions stand, and when something happens."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

import languages
from articles.states import Standing
from languages import formats


def strip(standings, article, current):
    """The languages as the strip above an article, or its row in the list, shows them."""
    return [
        {
            "code": standing.language,
            "name": languages.own_name(standing.language),
            "tag": languages.tag(standing.language),
            "dir": languages.direction(standing.language),
            "mark": mark_name(standing.standing),
            "word": standing.standing.label,
            "is_current": standing.language == current,
            "is_source": standing.language == article.source_language,
        }
        for standing in standings
    ]


def mark_name(standing):
    """The name of a standing's symbol in ``static/desk/marks.svg``."""
    return Standing(standing).name.lower().replace("_", "-")


def moment_in_words(moment):
    """Date, time and zone of a moment, in the interface's language."""
    language = get_language()
    return _("%(moment)s, %(zone)s") % {
        "moment": formats.date_and_time(moment, language),
        "zone": formats.zone_name(moment, language),
    }
