"""What is read now, what rises, and what was published and is not found."""

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _

import languages
from audience import now
from desk.groups import Group, Item
from desk.readership import tables
from desk.readership.pages import answer, for_those_who_work_here
from desk.readership.stories import (
    compared,
    compared_columns,
    live_stories,
    story_columns,
    story_rows,
    views_address,
)
from desk.readership.tables import STORIES, Column, Table
from languages import formats
from languages.forms import language_attributes, own_name_choices

IN_GROUP = 5  # stories, on the desk's first page


class NowForm(forms.Form):
    language = forms.ChoiceField(required=False, label=gettext_lazy("Language"))

    def __init__(self, data):
        super().__init__(data, label_suffix="")
        self.fields["language"].choices = [("", _("All languages")), *own_name_choices()]


def group(at, title):
    """The most read of now, for the first page of the desk. Two queries, one in half a minute
    more."""
    readings = now.most_read(at)
    publications = live_stories([reading.of for reading in readings], at)
    items = [
        Item(
            text=publication.headline,
            **language_attributes(publication.language),
            url=views_address(publication.article_id, publication.language),
            mark="live",
            facts=[language_in_words(publication.language), half_hour_in_words(reading.views)],
        )
        for reading in readings
        if (publication := publications.get(reading.of))
    ]
    return Group(
        "read_now",
        title,
        items[:IN_GROUP],
        more=_("Readership"),
        more_url=reverse("admin:readership"),
        empty=_("Nobody has read a live story in this half hour."),
        empty_act=_("Readership over time"),
        empty_url=reverse("admin:readership_periods"),
    )


def language_in_words(code):
    return capfirst(languages.name(code, get_language()))


def half_hour_in_words(number):
    sentence = ngettext("%(count)s view in 30 minutes", "%(count)s views in 30 minutes", number)
    return sentence % {"count": formats.number(number, get_language())}


@for_those_who_work_here
def now_page(request):
    """What is read, what rises and what is not found, in all languages or in one."""
    at = timezone.now()
    form = NowForm(request.GET)
    shown, lead = [], ""
    if form.is_valid():
        language = form.cleaned_data["language"]
        readings = now.by_language(at)
        views = sum(reading.views for reading in readings if language in ("", reading.of))
        lead = views_of_the_half_hour(views, at)
        shown = [
            languages_now(readings),
            most_read_now(at, language),
            rising_now(at, language),
            not_found(at, language),
        ]
    context = {"title": _("Readership"), "form": form, "lead": lead}
    return answer(request, "desk/readership/now.html", context, shown, "now")


def views_of_the_half_hour(number, at):
    start, end = (formats.clock_time(moment, get_language()) for moment in now.half_hour(at))
    sentence = ngettext(
        "%(count)s view from %(start)s to %(end)s.",
        "%(count)s views from %(start)s to %(end)s.",
        number,
    )
    return sentence % {
        "count": formats.number(number, get_language()),
        "start": start,
        "end": end,
    }


def languages_now(readings):
    most = max(reading.views for reading in readings) or 1
    return Table(
        "languages",
        _("Languages"),
        [Column(_("Language")), *half_hours()],
        [
            [
                tables.language_name(reading.of, url=f"?language={reading.of}"),
                tables.number(reading.views, share=reading.views / most),
                tables.number(reading.before),
            ]
            for reading in readings
        ],
    )


def most_read_now(at, language):
    readings = now.most_read(at, language)
    return Table(
        "read",
        _("Being read now"),
        [*story_columns(), *half_hours(), Column(_("Article number"), is_number=True)],
        story_rows(at, readings, lambda reading: both_halves(reading, readings[0].views)),
        layout=STORIES,
        empty=_("Nobody has read a live story in this half hour."),
    )


def rising_now(at, language):
    readings = now.rising(at, language)
    return Table(
        "rising",
        _("Rising"),
        [*story_columns(), *half_hours(), Column(_("Article number"), is_number=True)],
        story_rows(at, readings, lambda reading: both_halves(reading, None)),
        note=_("Read more than in the half hour before, and by more than chance explains."),
        layout=STORIES,
        empty=_("Nothing rises more than chance explains."),
    )


def not_found(at, language):
    unfound = now.not_found(at, language)
    columns = [Column(_("Views"), is_number=True), *compared_columns()]
    return Table(
        "unfound",
        _("Published, hardly read"),
        [*story_columns(), *columns, Column(_("Article number"), is_number=True)],
        story_rows(
            at,
            unfound,
            lambda story: [tables.number(story.views), *compared(story.views, story.usual)],
        ),
        note=_(
            "Live for between 2 and 48 hours, and read less than a quarter as much as the median"
            " of stories of the same language and kind at the same age."
        ),
        layout=STORIES,
        empty=_("No story of the last two days is far below its median, where that is known."),
    )


def half_hours():
    before = pgettext("the 30 minutes before", "Before")
    return [Column(_("30 minutes"), is_number=True), Column(before, is_number=True)]


def both_halves(reading, most):
    share = reading.views / most if most else None
    return [tables.number(reading.views, share=share), tables.number(reading.before)]
