"""Where the words of a script without spaces end, for lines that shall not end inside one."""

from functools import lru_cache

import regex
from django.utils.html import escape
from django.utils.safestring import mark_safe

CHINESE = "zh"
# What no line begins with, and what none ends with. A dash or an ellipsis of two is one mark.
CLOSING = regex.compile(r"[\p{Pe}\p{Pf}\p{Po}\p{Pd}℃°]")
OPENING = regex.compile(r"[\p{Ps}\p{Pi}·\"']")
NUMBER = regex.compile(r"\p{Nd}")
SPACE = regex.compile(r"\s")
LETTER_OR_NUMBER = regex.compile(r"[\p{L}\p{N}]")


def breakable(text, language):
    """A headline, which is plain text, as HTML; a Chinese one with ``<wbr>`` where a line may end.

    Other scripts part their words by spaces, and browsers know where those lines may end.
    """
    if language.partition("-")[0] != CHINESE:
        return escape(text)
    return mark_safe("<wbr>".join(escape(part) for part in unbroken(str(text))))


def unbroken(text):
    """The parts of a Chinese text that stay together on a line, in order: words and their marks.

    The figure stays with what it counts, and a quotation mark with what it marks.
    """
    parts = []
    for word in _cutter()(text):
        if parts and _stay_together(parts[-1], word):
            parts[-1] += word
        else:
            parts.append(word)
    return parts


def _stay_together(before, after):
    last, first = before[-1], after[0]
    if SPACE.match(last) or SPACE.match(first):
        return True  # a line ends at the space by itself
    if CLOSING.match(first) or OPENING.match(last):
        return True
    return bool(NUMBER.match(last)) and bool(LETTER_OR_NUMBER.match(first))


@lru_cache(maxsize=1)
def _cutter():
    """Loads the dictionary (a quarter of a second, 33 MB) in those processes that need it, once."""
    import rjieba

    return rjieba.cut
