"""What Django and allauth say at the desk is complete in every language of ours."""

from functools import cache
from pathlib import Path

import allauth
import django
import pytest
from babel.messages.pofile import read_po
from django.utils.translation import to_locale

import languages
from languages import catalogues

OTHERS = [
    *(Path(django.__file__).parent / app for app in ("conf", "contrib/admin", "contrib/auth")),
    Path(allauth.__file__).parent,
]
LANGUAGE_NAMES = {"Central Kurdish (Sorani)", "Malay", "Uyghur"}  # not of this newsroom
# The English catalogue names every message; English itself needs no translation.
TRANSLATED = [code for code in languages.codes() if code != "en"]


@cache
def catalogue(path):
    with path.open("rb") as file:
        return read_po(file)


def key(message):
    return message.context, message.id if isinstance(message.id, str) else message.id[0]


def is_complete(message):
    texts = [message.string] if isinstance(message.string, str) else message.string
    return bool(message.id) and all(texts) and not message.fuzzy


def missing(code):
    """Messages of others that their catalogues do not have in a language."""
    found = set()
    for folder in OTHERS:
        path = "locale/{}/LC_MESSAGES/django.po"
        english = catalogue(folder / path.format("en"))
        own = catalogue(folder / path.format(to_locale(code)))
        found |= {key(message) for message in english if message.id}
        found -= {key(message) for message in own if is_complete(message)}
    return {text for _context, text in found} - LANGUAGE_NAMES


@pytest.mark.parametrize("code", TRANSLATED)
def test_what_others_left_untranslated_is_in_our_catalogue(code):
    ours = {key(message)[1] for message in catalogue(catalogues.po_path(code)) if message.id}

    assert missing(code) <= ours


def test_nothing_is_borrowed_that_no_language_lacks():
    lacking = set().union(*(missing(code) for code in TRANSLATED))
    path = Path(languages.__file__).parent / "borrowed.py"
    borrowed = {
        text if isinstance(text, str) else text[0]
        for text, _comments, _context in catalogues.messages_in(path.read_text(encoding="utf-8"))
    }

    assert borrowed <= lacking
