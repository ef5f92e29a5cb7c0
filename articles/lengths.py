"""How long texts ought to be. Advice: nothing is refused for it.

``static/js/desk/counters.js`` counts the same while one types.
"""

import regex
from django.utils.translation import gettext_lazy as _

from languages import reading

GRAPHEME = regex.compile(r"\X")
# Characters in a script of letters, and in one whose characters are words.
ADVISED = {
    "kicker": (40, 18),
    "headline": (70, 30),
    "summary": (250, 120),
    "seo_title": (60, 30),
    "seo_description": (160, 80),
    "alert": (90, 45),
}
ADVICE = {
    "kicker": _("Long for a kicker: one or two words name what it is about."),
    "headline": _("Long for a headline: shorter ones are read at a glance, on a phone as well."),
    "summary": _("Long for a summary: one or two sentences are enough."),
    "seo_title": _("Search engines cut a title as long as this one."),
    "seo_description": _("Search engines cut a description as long as this one."),
    "alert": _("Long for an alert: on a phone it pushes the page down."),
}


def length(text):
    """The characters that a reader sees, however many code points they are made of."""
    return len(GRAPHEME.findall((text or "").strip().replace("\r\n", "\n")))


def advised(name, language):
    """The length that a text of that name ought to keep to in a language; None for any."""
    if name not in ADVISED:
        return None
    in_letters, in_characters = ADVISED[name]
    return in_characters if reading.pace(language).is_by_characters else in_letters
