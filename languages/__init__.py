"""What a language is, and how a text is stored and shown in several.

The lowest layer: it knows no other app of the newsroom.
"""

from functools import lru_cache

from babel import Locale
from babel.core import get_global, parse_locale
from django.conf import settings
from django.utils.translation import get_language_info

# Words that CLDR and BCP 47 spell differently from Django's codes.
_TAGS = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}
# Plain English is the world's: day before month, hours to twenty-four.
_LOCALES = {"en": "en-GB"}
_RIGHT_TO_LEFT = {"Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"}


def codes():
    """The language codes of the newsroom, in the order in which languages are shown."""
    return [code for code, name in settings.LANGUAGES]


def own_name(code):
    """What its speakers call the language, as a label: Français, العربية, 中文."""
    name = locale(code).get_language_name(locale(code)) or get_language_info(code)["name_local"]
    return name[0].upper() + name[1:]


def name(code, language):
    """What the speakers of a language call another, within a sentence: French, arabe, 阿拉伯语."""
    return locale(code).get_language_name(locale(language)) or own_name(code)


def direction(code):
    """``rtl`` or ``ltr``, for the ``dir`` attribute."""
    return "rtl" if get_language_info(code)["bidi"] else "ltr"


@lru_cache
def direction_of_tag(tag):
    """``rtl`` or ``ltr`` for any BCP 47 tag that an editor may write; empty for one CLDR lacks.

    By its script, so that Arabic in Latin letters (``ar-Latn``) runs as those do.
    """
    try:
        language, territory, script, *_ = parse_locale(tag, sep="-")
    except ValueError:
        return ""
    known = get_global("likely_subtags")
    likely = known.get(f"{language}_{territory}") or known.get(language)
    if not likely:
        return ""
    return "rtl" if (script or parse_locale(likely)[2]) in _RIGHT_TO_LEFT else "ltr"


def tag(code):
    """The BCP 47 tag of a Django language code, for the ``lang`` attribute and ``hreflang``."""
    if code in _TAGS:
        return _TAGS[code]
    language, *rest = code.split("-")
    return "-".join([language, *(part.upper() for part in rest)])


def locale_tag(code):
    """The BCP 47 tag of the locale by which dates and numbers of the language are written."""
    return _LOCALES.get(code, tag(code))


@lru_cache
def locale(code):
    """The CLDR locale of ``locale_tag``, as Babel takes it."""
    return Locale.parse(locale_tag(code), sep="-")


@lru_cache
def script(code):
    """The script that a language is written in, by its ISO 15924 code: Latn, Cyrl, Arab, Hans."""
    spelled = locale(code)
    likely = get_global("likely_subtags").get(spelled.language, str(spelled))
    return spelled.script or parse_locale(likely)[2]
