"""The part of an address that is made of words, in any script."""

import unicodedata

import regex
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

YEAR = r"(?:19|20)[0-9]{2}"  # in addresses of days and months
# The first words of the site's own addresses; website's tests hold this list to its URLs.
ROUTE_WORDS = frozenset(
    [
        "accounts",
        "admin",
        "alerts",
        "archive",
        "authors",
        "embeds",
        "feed",
        "healthz",
        "latest",
        "media",
        "pages",
        "reads",
        "readyz",
        "robots",
        "search",
        "sections",
        "sitemap",
        "static",
        "topics",
        "views",
    ]
)
LETTERS = r"\p{L}\p{M}\p{N}"  # the vowels of Hindi and Thai are marks
# Written or left out as one likes, such as Arabic tashkeel.
OPTIONAL_MARKS = regex.compile(r"[\p{Mn}&&[\p{Zinh}\p{Arabic}\p{Hebrew}\p{Syriac}]]", regex.V1)
SLUG = regex.compile(rf"[{LETTERS}]+(?:-[{LETTERS}]+)*\Z")
SLUG_LENGTH = 120


def slugify(text):
    """The text as a slug in its own script, at most ``SLUG_LENGTH`` characters; maybe empty.

    Composed (NFKC) letters, so that the same word has one address however it was typed;
    optional marks are left out, a word is not cut where one fits.
    """
    text = OPTIONAL_MARKS.sub("", unicodedata.normalize("NFKC", str(text)).lower())
    words = regex.sub(rf"[^{LETTERS}\s_-]", "", text)
    slug = regex.sub(r"[\s_-]+", "-", unicodedata.normalize("NFKC", words)).strip("-")
    if len(slug) > SLUG_LENGTH:
        head, _dash, _tail = slug[: SLUG_LENGTH + 1].rpartition("-")
        slug = head or slug[:SLUG_LENGTH]
    return "" if slug.isdigit() else slug


def validate_slug(value):
    if not SLUG.match(value):
        raise ValidationError(
            _("Use letters and digits of any script, joined by single hyphens."), code="slug"
        )
    if value.isdigit():
        raise ValidationError(_("An address needs a letter: digits alone are refused."), "slug")


def validate_not_a_route(value):
    if value in ROUTE_WORDS:
        raise ValidationError(
            _("“%(slug)s” is a word of the site's own addresses. Choose another."),
            code="route",
            params={"slug": value},
        )


class AddressField(models.CharField):
    """A slug in any script; an empty one is stored as NULL, which never collides."""

    default_validators = [validate_slug]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", SLUG_LENGTH)
        super().__init__(*args, **kwargs)

    def get_prep_value(self, value):
        return super().get_prep_value(value) or None

    def to_python(self, value):
        value = super().to_python(value)
        return unicodedata.normalize("NFKC", value) if value else value
