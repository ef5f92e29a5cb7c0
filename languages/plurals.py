"""The plural forms of a sentence, for a script that counts while one types."""

from django.utils.translation import get_language

import languages

# Together they reach every category that any language of CLDR has for whole numbers.
SAMPLES = [*range(21), 100, 1_000_000]


def forms(sentence):
    """The forms that the interface's language has, by CLDR category: ``{"one": …, "other": …}``.

    ``sentence(number)`` is an ``ngettext`` whose ``%(number)s`` is left for the script to fill in.
    """
    category_of = languages.locale(get_language()).plural_form
    found = {}
    for number in SAMPLES:
        found.setdefault(category_of(number), sentence(number))
    return found | {"other": found.get("other") or sentence(SAMPLES[-1])}
