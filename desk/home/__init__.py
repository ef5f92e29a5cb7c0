"""The first page of the desk: the work that waits for a person, and what goes out.

Each group is read on its own, in a fixed number of queries whatever there is: where the database
fails in one, that one says so and the others stand.
"""

import logging
from dataclasses import dataclass
from functools import cached_property

from django.db import DatabaseError
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

import languages
from articles.admin.articles import edition_address
from articles.admin.strips import strip
from articles.models import Alert, Edition, EditorialEvent
from articles.states import Standing, standings
from desk.groups import MOST_COUNTED, Group, Item
from desk.home import reading, words
from desk.readership import now
from languages import formats
from languages.admin import in_some_language
from languages.columns import columns
from languages.forms import language_attributes

logger = logging.getLogger(__name__)

MOST_ITEMS = 8
LATEST_ROWS = 60  # publications that are read to find the stories of the last time
PAST_OF_TODAY = 2


@dataclass(frozen=True)
class OwnWork:
    """A person's drafts, the event that sent one back by edition, and their articles by id."""

    editions: list
    sent_back: dict
    stories: dict


def context(user):
    """What the page shows to a person; ``desk`` is None for an account without a role."""
    if not user.has_perm("articles.view_article"):
        return {"desk": None}
    return {"desk": Home(user, timezone.now())}


class Home:
    def __init__(self, user, at):
        self.user, self.at = user, at
        self.language = get_language()
        work = [self._waiting] if reading.publishable_by(user) is not None else []
        self.work = [self._read(group) for group in (*work, self._sent_back, self._drafts)]
        self.work = [group for group in self.work if group is not None]
        self.published = self._read(self._published)
        self.today = self._read(self._today)
        self.alerts = self._read(self._alerts)
        may_see_views = user.has_perm("audience.view_readership")
        self.read_now = self._read(self._read_now) if may_see_views else None
        waiting = next((group for group in self.work if group.name == "waiting"), None)
        # One button alone is the next act: the first thing that waits, else a new article.
        self.first = waiting.items[0] if waiting and waiting.items else None

    def _read(self, read):
        try:
            return read()
        except DatabaseError:
            logger.exception("A group of the desk's home could not be read.")
            name = read.__name__.removeprefix("_")
            return Group(name, words.TITLES[name](), has_failed=True)

    # The head

    @cached_property
    def sentences(self):
        """What matters most, a whole sentence each."""
        counts = {group.name: group.count for group in self.work if not group.has_failed}
        said = [words.waiting(counts["waiting"])] if "waiting" in counts else []
        if counts.get("sent_back"):
            said.append(words.sent_back(counts["sent_back"]))
        if not said and "drafts" in counts:
            said.append(words.drafts(counts["drafts"]))
        if self.coming:
            sentence = _("The next change for readers comes at %(time)s.")
            said.append(sentence % {"time": self.coming[0].clock})
        return said or [_("The desk")]

    @property
    def may_add(self):
        return self.user.has_perm("articles.add_article")

    @property
    def past(self):
        return [item for item in self.today.items if item.at <= self.at]

    @property
    def coming(self):
        return [item for item in self.today.items if item.at > self.at]

    @property
    def day(self):
        return formats.full_date(self.at, self.language)

    @property
    def clock(self):
        return formats.clock_time(self.at, self.language)

    # Work

    def _waiting(self):
        rows = reading.unpublished(Edition.State.IN_REVIEW)
        rows = list(rows.filter(reading.publishable_by(self.user))[: MOST_COUNTED + 1])
        shown = rows[:MOST_ITEMS]
        stories = reading.headlines(shown)
        return Group(
            "waiting",
            words.TITLES["waiting"](),
            [self._edition_item(row, stories, "in-review", _("Review")) for row in shown],
            count=len(rows),
            more=_("All in review"),
            more_url=list_address(state="in_review"),
            empty=_("Nothing in review that you may publish."),
            empty_act=_("See what was changed last"),
            empty_url=list_address(),
        )

    def _sent_back(self):
        own = self._own_work
        rows = [row for row in own.editions if row.pk in own.sent_back]
        if not rows:
            return None
        items = []
        for row in rows[:MOST_ITEMS]:
            item = self._edition_item(row, own.stories, "sent-back", _("Open"))
            event = own.sent_back[row.pk]
            item.note = event.note
            item.facts = [item.facts[0], str(event.actor or ""), self._when(event.created_at)]
            items.append(item)
        return Group(
            "sent_back",
            words.TITLES["sent_back"](),
            items,
            count=len(rows),
            more=_("All your drafts"),
            more_url=list_address(state="draft", mine=1),
        )

    def _drafts(self):
        own = self._own_work
        rows = [row for row in own.editions if row.pk not in own.sent_back]
        return Group(
            "drafts",
            words.TITLES["drafts"](),
            [
                self._edition_item(row, own.stories, "draft", _("Continue"), is_own=True)
                for row in rows[:MOST_ITEMS]
            ],
            count=len(rows),
            more=_("All your drafts"),
            more_url=list_address(state="draft", mine=1),
            empty=_("You have no text that was not sent to review."),
            empty_act=_("New article") if self.may_add else _("See what was changed last"),
            empty_url=reverse("admin:articles_article_add") if self.may_add else list_address(),
        )

    @cached_property
    def _own_work(self):
        """Three queries."""
        last = EditorialEvent.objects.filter(edition=OuterRef("pk")).order_by("-pk")
        rows = reading.unpublished(Edition.State.DRAFT).filter(edited_by=self.user)
        rows = rows.annotate(last_event=Subquery(last.values("pk")[:1]))
        rows = list(rows[: MOST_COUNTED + 1])
        events = EditorialEvent.objects.filter(
            pk__in=[row.last_event for row in rows], action=EditorialEvent.Action.SEND_BACK
        )
        sent_back = {event.edition_id: event for event in events.select_related("actor")}
        return OwnWork(rows, sent_back, reading.headlines(rows))

    def _edition_item(self, edition, stories, mark, act, is_own=False):
        facts = [words.listed([edition.language])]
        if edition.published_version:
            facts.append(_("change to a published story"))
        if edition.edited_by and not is_own:
            facts.append(str(edition.edited_by))
        if edition.edited_at:
            facts.append(self._when(edition.edited_at))
        return Item(
            **reading.headline_of(stories[edition.article_id], edition.language),
            url=edition_address(edition.article_id, edition.language),
            mark=mark,
            facts=facts,
            act=act,
        )

    # What goes out

    @cached_property
    def _latest(self):
        """What went out last and is live still, newest first. One query with a bounded answer."""
        rows = reading.gone_out(self.at)[:LATEST_ROWS]
        return [row for row in rows if row.is_live(self.at)]

    def _published(self):
        stories = {}
        for publication in self._latest:
            stories.setdefault(publication.article_id, []).append(publication)
        stories = dict([*stories.items()][:MOST_ITEMS])
        states = standings(list(stories))
        views = reading.views_of(list(stories))
        items = []
        for pk, publications in stories.items():
            first = publications[0]
            stale = [s.language for s in states[pk] if s.standing == Standing.STALE_LIVE]
            facts = [self._when(first.live_from), words.views(views[pk])]
            if stale:
                facts.append(words.stale(stale))
            items.append(
                Item(
                    **self._shown_headline(publications),
                    url=edition_address(pk, first.language),
                    mark="stale-live" if stale else "live",
                    facts=facts,
                    cells=strip(states[pk], first.article, None),
                    address=reverse("admin:articles_article_change", args=[pk]),
                )
            )
        return Group(
            "published",
            words.TITLES["published"](),
            items,
            more=_("All live"),
            more_url=list_address(state="live"),
            empty=_("Readers see no story yet."),
            empty_act=_("See what was changed last"),
            empty_url=list_address(),
        )

    def _today(self):
        tomorrow = reading.start_of_day(self.at, days=1)
        coming = reading.coming(self.at, tomorrow)[:LATEST_ROWS]
        going = reading.going(self.at, tomorrow)[:LATEST_ROWS]
        today = reading.start_of_day(self.at)
        past = [row for row in self._latest if row.live_from >= today]
        planned = [
            *self._moments(coming, "live_from", words.came),
            *self._moments(going, "live_until", words.goes),
        ]
        planned.sort(key=lambda item: item.at)
        past = self._moments(past, "live_from", words.went_live)[:PAST_OF_TODAY]
        return Group(
            "today",
            words.TITLES["today"](),
            [*reversed(past), *planned[:MOST_ITEMS]],
            count=len(planned),
            more=_("All scheduled"),
            more_url=list_address(state="scheduled"),
            empty=_("Nothing else is planned for today."),
        )

    def _moments(self, publications, field, word):
        """One item for all languages of a story that come or go at the same moment."""
        together = {}
        for row in publications:
            together.setdefault((getattr(row, field), row.article_id), []).append(row)
        items = []
        for (moment, pk), rows in together.items():
            mark, said = word(rows[0])
            codes = [code for code in languages.codes() if code in {r.language for r in rows}]
            items.append(
                Item(
                    **self._shown_headline(rows),
                    url=edition_address(pk, rows[0].language),
                    mark=mark,
                    word=said,
                    facts=[words.listed(codes)],
                    at=moment,
                    clock=formats.clock_time(moment, self.language),
                )
            )
        return items

    def _shown_headline(self, publications):
        """The headline in the interface's language where it is among them, else the first."""
        own = (row for row in publications if row.language == self.language)
        shown = next(own, publications[0])
        return {"text": shown.headline, **language_attributes(shown.language)}

    def _alerts(self):
        running = Alert.objects.running(self.at).rewrite(False)
        running = list(running.only("ends_at", *columns("text"))[:MOST_ITEMS])
        may_end = self.user.has_perm("articles.release_alert")
        may_add = self.user.has_perm("articles.add_alert")
        items = []
        for alert in running:
            text, code = in_some_language(alert, "text")
            ends = (
                _("until %(time)s") % {"time": self._when(alert.ends_at)}
                if alert.ends_at
                else _("no end set")
            )
            items.append(
                Item(
                    text=text or f"#{alert.pk}",
                    **language_attributes(code or self.language),
                    url=reverse("admin:articles_alert_change", args=[alert.pk]),
                    mark="alert",
                    facts=[words.listed(alert.languages()), ends],
                    act=_("End now…") if may_end else _("Open"),
                    is_danger=may_end,
                )
            )
        return Group(
            "alerts",
            words.TITLES["alerts"](),
            items,
            count=len(items),
            more=_("All alerts"),
            more_url=reverse("admin:articles_alert_changelist"),
            empty=_("Readers see no alert."),
            empty_act=_("New alert") if may_add else "",
            empty_url=reverse("admin:articles_alert_add") if may_add else "",
        )

    def _read_now(self):
        return now.group(self.at, words.TITLES["read_now"]())

    def _when(self, moment):
        """The time of today, else the date."""
        if timezone.localdate(moment) == timezone.localdate(self.at):
            return formats.clock_time(moment, self.language)
        return formats.long_date(moment, self.language)


def list_address(**filters):
    address = reverse("admin:articles_article_changelist")
    query = "&".join(f"{name}={value}" for name, value in filters.items())
    return f"{address}?{query}" if query else address
