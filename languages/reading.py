"""How long a text is to a reader, and how long it takes to read.

``static/js/prose/count.js`` counts the same while one types; a browser test holds both together.
"""

from dataclasses import dataclass

import regex

from languages.text import UNSPACED, plain

# A word, with what joins its parts: l’eau, 27-year-old, 3.14. Where a script has no spaces,
# each character counts.
PART = rf"[[\p{{L}}\p{{M}}\p{{N}}]--[{UNSPACED}]]+"
WORD = regex.compile(rf"[\p{{L}}\p{{N}}&&[{UNSPACED}]]|{PART}(?:['’.,/‑-]{PART})*", regex.V1)


@dataclass(frozen=True)
class Pace:
    """How many words, or in Chinese and Japanese characters, a minute is."""

    a_minute: int
    is_by_characters: bool = False


# Means of adult native readers of prose: Trauzettel-Klosinski and Dietz, "Standardized assessment
# of reading performance: the new International Reading Speed Texts IReST", Investigative
# Ophthalmology & Visual Science 53 (2012), 5452-5461, https://doi.org/10.1167/iovs.11-8284
PACES = {
    "ar": Pace(138),
    "de": Pace(179),
    "en": Pace(228),
    "es": Pace(218),
    "fi": Pace(161),
    "fr": Pace(195),
    "he": Pace(187),
    "it": Pace(188),
    "ja": Pace(357, is_by_characters=True),
    "nl": Pace(202),
    "pl": Pace(166),
    "pt": Pace(181),
    "ru": Pace(184),
    "sl": Pace(180),
    "sv": Pace(199),
    "tr": Pace(166),
    "zh": Pace(255, is_by_characters=True),
}
MEAN = Pace(184)  # of all languages of the study


def pace(code):
    """The pace at which a language is read: its own, else the mean of those that were measured."""
    return PACES.get(code.split("-")[0], MEAN)


def length(markup):
    """The number of words of sanitised HTML, or of characters where its script has no spaces."""
    return len(WORD.findall(plain(markup)))


def minutes(count, code):
    """How many minutes a text of that length takes, to the nearest and at least one."""
    return max(1, int(count / pace(code).a_minute + 0.5))
