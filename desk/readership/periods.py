"""Readership over time: of everything, or of one section, author or topic, in days."""

from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

import languages
from articles.admin.list_filters import section_choices
from articles.chosen import names_of
from articles.models import Publication, PublicationAuthor, PublicationTopic, Section, Topic
from audience import figures
from audience.buckets import newsroom_day
from audience.models import Ranked, Tally
from audience.typical import Medians
from authors.models import Author
from desk.readership import tables
from desk.readership.pages import answer, for_those_who_work_here
from desk.readership.period_form import LONGEST_OF_MANY, PeriodForm
from desk.readership.series import Series
from desk.readership.stories import (
    SHOWN,
    STORY_FIELDS,
    compared_columns,
    compared_with_median,
    live_stories,
    story_cells,
    story_columns,
)
from desk.readership.tables import STORIES, Column, Table
from languages import formats
from languages.admin import in_its_language

MOST_OWNERS = 20  # sections, authors or topics in a list

OWNERS = {
    "section": (Tally.Of.SECTION, Section),
    "author": (Tally.Of.AUTHOR, Author),
    "topic": (Tally.Of.TOPIC, Topic),
}


@for_those_who_work_here
def periods_page(request):
    at = timezone.now()
    form = PeriodForm(request.GET, section_choices(), at)
    context = {"title": _("Readership"), "form": form}
    shown = []
    if form.is_valid():
        page = Readership(form, at)
        shown = page.tables
        context["page"] = page
    return answer(request, "desk/readership/periods.html", context, shown, "readership")


@dataclass(frozen=True)
class Readership:
    """What a valid form asks for, at a moment."""

    form: PeriodForm
    at: object

    @cached_property
    def period(self):
        return self.form.chosen_period

    @cached_property
    def codes(self):
        language = self.form.cleaned_data["language"]
        return [language] if language else languages.codes()

    @cached_property
    def owner(self):
        """The kind of what the stories are of, and its id; None and 0 for everything."""
        return self.form.owner or (None, 0)

    @cached_property
    def series(self):
        kind, pk = self.owner
        of = OWNERS[kind][0] if kind else Tally.Of.EVERYTHING
        views = figures.tallied(of, pk, self.period, self.codes)
        return Series(views, self.codes, self.period.days, self.at)

    @cached_property
    def chips(self):
        """What the figures are narrowed to: the filter, its value, and the page without it."""
        form, found = self.form, []
        kind, pk = self.owner
        if kind:
            name, code = names_of(OWNERS[kind][1], [pk]).get(pk, ("", None))
            words = (form.fields[kind].label, name or f"#{pk}", code)
            found.append((*words, form.address(without=[kind, f"{kind}_name"])))
        if len(self.codes) == 1 and form.cleaned_data["language"]:
            [code] = self.codes
            words = (form.fields["language"].label, languages.own_name(code), code)
            found.append((*words, form.address(without=["language"])))
        return [
            {
                "filter": label,
                "value": in_its_language(value, code or get_language()),
                "url": url,
            }
            for label, value, code, url in found
        ]

    @cached_property
    def tables(self):
        """All that the page shows: 19 queries of everything, 13 of a section, 8 of another.

        Eight fewer of everything and of a section where the period is over before today.
        """
        found = [self.series.table, self._languages]
        if self.owner[0] is None:
            found += [self._of_each(kind) for kind in OWNERS]
        return [*found, *self._stories]

    @property
    def _languages(self):
        return Table(
            "languages",
            _("Languages"),
            [Column(_("Language")), *shared_columns()],
            [
                [
                    tables.language_name(code, url=self.form.address(language=code)),
                    *shared(self.series.sums[code], self.series.total),
                ]
                for code in self.codes
            ],
        )

    def _of_each(self, kind):
        """The sections, authors or topics that were read most."""
        of, model = OWNERS[kind]
        titles = {"section": _("Sections"), "author": _("Authors"), "topic": _("Topics")}
        columns = [Column(self.form.fields[kind].label), *shared_columns()]
        if kind != "section" and len(self.period.days) > LONGEST_OF_MANY:
            return Table(f"{kind}s", titles[kind], columns, [], empty=too_long_for_many())
        found = figures.shared_out(of, self.period, self.codes, MOST_OWNERS)
        names = names_of(model, [pk for pk, _views in found])
        rows = []
        for pk, views in found:
            name, code = names.get(pk, ("", None))
            name = name or f"#{pk}"
            url = self.form.address(**{kind: pk}, **self._name_of(kind, name))
            rows.append([tables.text(name, code, url=url), *shared(views, self.series.total)])
        return Table(f"{kind}s", titles[kind], columns, rows, empty=nothing_read())

    def _name_of(self, kind, name):
        """A section is chosen from a list, the others have their names in a field."""
        return {} if kind == "section" else {f"{kind}_name": name}

    # Stories

    @property
    def _stories(self):
        """Those of the period, then those of now: the newest, or the rankings in its last days."""
        kind, pk = self.owner
        if kind in ("author", "topic"):
            return [self._published(kind, pk), self._newest(kind, pk)]
        ends_today = self.period.until == newsroom_day(self.at)
        spans = Ranked.Span if ends_today else []
        return [self._published(kind, pk), *(self._ranked(span, pk) for span in spans)]

    def _published(self, kind, owner):
        """What came out in the period. Which stories these are is kept, their views are not."""
        name, title = "stories-published", _("Most read of those published in this period")
        columns = [*story_columns(), *total_columns()]
        if len(self.period.days) > LONGEST_OF_MANY:
            return Table(name, title, columns, [], empty=too_long_for_many())
        ids = figures.published_in(self.period, kind, owner, self.codes, self.at, SHOWN)
        publications = live_stories(ids, self.at)
        totals = figures.totals(ids)
        ids = sorted(ids, key=lambda pk: -totals[pk])
        found = [(publications[pk], None) for pk in ids if pk in publications]
        return Table(
            name,
            title,
            columns,
            self._story_rows(found, totals),
            layout=STORIES,
            empty=_("No story published in this period is live now."),
        )

    def _ranked(self, span, section_id):
        titles = {
            Ranked.Span.DAY: _("Most read in the last 24 hours"),
            Ranked.Span.WEEK: _("Most read in the last 7 days"),
        }
        found = figures.most_ranked(span, section_id, self.codes, self.at)
        publications = live_stories([pk for pk, _views in found], self.at)
        found = [(publications[pk], views) for pk, views in found if pk in publications][:SHOWN]
        return Table(
            f"stories-{span}",
            titles[span],
            [*story_columns(), Column(_("Views in that time"), is_number=True), *total_columns()],
            self._story_rows(found),
            note=_("Of the 20 stories of each language that are ranked highest now."),
            layout=STORIES,
            empty=nothing_read(),
        )

    def _newest(self, kind, pk):
        lists = {"author": PublicationAuthor, "topic": PublicationTopic}[kind]
        ids = figures.newest_of(lists, pk, self.codes, self.at)
        rows = Publication.objects.only(*STORY_FIELDS).in_bulk(ids)
        return Table(
            "stories-newest",
            _("Newest live stories"),
            [*story_columns(), *total_columns()],
            self._story_rows([(rows[pk], None) for pk in ids if pk in rows]),
            note=_("At most %(count)s, the newest first.") % {"count": figures.NEWEST},
            layout=STORIES,
            empty=_("None of these stories is live now."),
        )

    @cached_property
    def _medians(self):
        return Medians()

    def _story_rows(self, stories, totals=None):
        """One query, where the totals are not known yet."""
        publications = [publication for publication, _views in stories]
        if totals is None:
            totals = figures.totals([row.edition_id for row in publications])
        numbers = compared_with_median(publications, totals, self._medians, self.at)
        return [
            [
                *story_cells(row, self.at),
                *([] if views is None else [tables.number(views)]),
                *numbers[row.edition_id],
                tables.identity(row.article_id),
            ]
            for row, views in stories
        ]


def total_columns():
    return [
        Column(_("Views so far"), is_number=True),
        *compared_columns(),
        Column(_("Article number"), is_number=True),
    ]


def shared_columns():
    return [
        Column(_("Views"), is_number=True),
        Column(pgettext("part of all", "Share"), is_number=True),
    ]


def shared(views, total):
    share = views / total if total else 0
    shown = formats.percentage(share, get_language())
    return [
        tables.number(views, share=min(share, 1)),
        tables.Cell(round(share, 3), shown, is_number=True),
    ]


def nothing_read():
    return _("No view is known of this period.")


def too_long_for_many():
    return _("Shown for periods of at most %(count)s days.") % {"count": LONGEST_OF_MANY}
