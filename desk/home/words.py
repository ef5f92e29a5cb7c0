"""What the desk's home says of the work there is, in the language of the interface."""

from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

import languages
from articles.admin.strips import mark_name
from articles.states import Standing
from desk.groups import MOST_COUNTED
from languages import formats

TITLES = {
    "waiting": lambda: _("Waiting for you"),
    "sent_back": lambda: _("Sent back to you"),
    "drafts": lambda: _("Your drafts"),
    "published": lambda: _("Just published"),
    "today": lambda: _("Today"),
    "alerts": lambda: _("Alerts live"),
    "read_now": lambda: _("Being read now"),
}


def waiting(number):
    if number == 0:
        return _("Nothing waits for you.")
    if number > MOST_COUNTED:
        return _("More than %(count)s texts wait for you.") % {"count": MOST_COUNTED}
    sentence = ngettext("%(count)s text waits for you.", "%(count)s texts wait for you.", number)
    return sentence % {"count": number}


def sent_back(number):
    sentence = ngettext(
        "%(count)s text was sent back to you.", "%(count)s texts were sent back to you.", number
    )
    return sentence % {"count": number}


def drafts(number):
    if number == 0:
        return _("You have no drafts.")
    if number > MOST_COUNTED:
        return _("You have more than %(count)s drafts.") % {"count": MOST_COUNTED}
    sentence = ngettext("You have %(count)s draft.", "You have %(count)s drafts.", number)
    return sentence % {"count": number}


def views(number):
    sentence = ngettext("%(count)s view", "%(count)s views", number)
    return sentence % {"count": formats.number(number, get_language())}


def stale(codes):
    """That readers of some languages are told something else than those of the source."""
    return _("Stale: %(languages)s") % {"languages": listed(codes)}


def listed(codes):
    """The names of languages, to begin a sentence or a line with."""
    if [*codes] == languages.codes():
        return _("All languages")
    names = [languages.name(code, get_language()) for code in codes]
    return capfirst(formats.listing(names, get_language()))


def went_live(publication):
    return "live", Standing.LIVE.label


def goes(publication):
    return "expired", pgettext("edition", "Ends")


def came(publication):
    """Whether the publication is the first of its edition or a change, as mark and word."""
    if publication.published_at < publication.live_from:
        return "pending", _("Scheduled change")
    return mark_name(Standing.SCHEDULED), Standing.SCHEDULED.label
