"""The alerts of the newsroom as its list shows them: by where they stand."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

import languages
from articles import keyset
from articles.admin.strips import moment_in_words
from articles.models import Alert
from languages.admin import in_some_language
from languages.columns import columns
from languages.forms import language_attributes

Standing = Alert.Standing
READ = ["article_id", "released_at", "starts_at", "ends_at", "priority", *columns("text")]
# Few alerts run or are planned at a time; drafts and what is over grow with the years.
SORTED_BY = {Standing.DRAFT: "starts_at", Standing.ENDED: "ends_at"}
CONTINUED = set(SORTED_BY)
AT_FIRST, ON_A_PAGE = 10, 50
MARKS = {
    Standing.DRAFT: "draft",
    Standing.PLANNED: "scheduled",
    Standing.RUNNING: "live",
    Standing.ENDED: "expired",
}


@dataclass(frozen=True)
class AlertLine:
    """An alert as a row shows it."""

    alert: Alert
    standing: Standing
    text: str
    text_attributes: dict
    languages: list
    when: str

    @property
    def mark(self):
        return MARKS[self.standing]

    @property
    def is_running(self):
        return self.standing == Standing.RUNNING


def line(alert, now):
    """How to show an alert, its text in the interface's language or another. No query."""
    standing = alert.standing(now)
    text, code = in_some_language(alert, "text")
    names = [
        {"name": languages.own_name(own), **language_attributes(own)} for own in alert.languages()
    ]
    attributes = language_attributes(code) if code else {}
    return AlertLine(alert, standing, text, attributes, names, moments(alert, standing))


def moments(alert, standing):
    """From when until when, in a sentence."""
    start = moment_in_words(alert.starts_at)
    end = alert.ends_at and moment_in_words(alert.ends_at)
    if standing == Standing.ENDED:
        return _("Ended %(end)s.") % {"end": end}
    if standing == Standing.RUNNING:
        if end:
            return _("Since %(start)s, until %(end)s.") % {"start": start, "end": end}
        return _("Since %(start)s, without an end.") % {"start": start}
    if end:
        return _("From %(start)s until %(end)s.") % {"start": start, "end": end}
    return _("From %(start)s, without an end.") % {"start": start}


@dataclass(frozen=True)
class Group:
    """The alerts that stand alike: what they are called, and how far one page of them goes."""

    standing: Standing
    name: str
    nothing: str
    lines: list
    older: str | None = None

    @property
    def mark(self):
        return MARKS[self.standing]


NAMES = {
    Standing.RUNNING: (
        pgettext_lazy("alerts", "Live now"),
        _("Readers see no alert."),
    ),
    Standing.PLANNED: (
        pgettext_lazy("alerts", "Planned"),
        _("Nothing is planned."),
    ),
    Standing.DRAFT: (
        pgettext_lazy("alerts", "Drafts"),
        _("No draft waits to be released."),
    ),
    Standing.ENDED: (
        pgettext_lazy("alerts", "Ended"),
        _("No alert has ended yet."),
    ),
}


class AlertList:
    """All four groups, each from its start; or one, continued. One query a group.

    ``params``: ``q`` (words in the text of any language), and ``of`` and ``before`` of a group
    that is continued.
    """

    def __init__(self, params, now):
        self.now = now
        self.words = params.get("q", "").strip()[:100]
        known = params.get("of") in Standing.values
        self.of = Standing(params["of"]) if known else None
        self.after = keyset.key_in(params, "before")

    @cached_property
    def groups(self):
        wanted = [self.of] if self.of else list(NAMES)
        return [self._group(standing) for standing in wanted]

    def _group(self, standing):
        most = AT_FIRST if standing in CONTINUED and not self.of else ON_A_PAGE
        alerts = self._found(self._all(standing)).rewrite(False).only(*READ)
        found = list(self._continued(standing, alerts)[: most + 1])
        shown = found[:most]
        name, nothing = NAMES[standing]
        if self.words:
            nothing = _("None with these words.")
        is_more = len(found) > most and standing in CONTINUED
        older = self._address_after(standing, shown[-1]) if is_more else None
        return Group(standing, name, nothing, [line(alert, self.now) for alert in shown], older)

    def _all(self, standing):
        alerts = Alert.objects.rewrite(False)
        if standing == Standing.RUNNING:
            return alerts.running(self.now)
        if standing == Standing.PLANNED:
            return alerts.planned(self.now)
        if standing == Standing.DRAFT:
            return alerts.drafts()
        return alerts.ended(self.now)

    def _found(self, alerts):
        if not self.words:
            return alerts
        in_any = [(f"{name}__icontains", self.words) for name in columns("text")]
        return alerts.filter(Q(*in_any, _connector=Q.OR))

    def _continued(self, standing, alerts):
        """Those after the last that was shown."""
        if self.of not in CONTINUED or self.after is None:
            return alerts
        return keyset.older_than(alerts, self.after, SORTED_BY[standing], "id")

    def _address_after(self, standing, alert):
        key = keyset.Key(getattr(alert, SORTED_BY[standing]), alert.pk)
        after = {"of": standing.value, "before": key}
        return "?" + urlencode(after | ({"q": self.words} if self.words else {}))
