"""What the page of readership over time can be asked: which days, of what, in which language."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin.list_filters import CREDIBLE
from articles.chosen import called, number_in
from articles.models import Topic
from audience.buckets import newsroom_day
from audience.figures import LONGEST, Period
from authors.models import Author
from languages.columns import columns
from languages.forms import DayInput, own_name_choices
from languages.ids import LARGEST_ID

DATES = "dates"
DAYS = [7, 30, 90, 365]
USUAL = "30"
# Of authors and topics there may be thousands: so many days at most are added up in a request.
LONGEST_OF_MANY = 92
NONE_CALLED = {
    "author": gettext_lazy("No author is called “%(name)s”."),
    "topic": gettext_lazy("No topic is called “%(name)s”."),
}
SEVERAL_CALLED = {
    "author": gettext_lazy(
        "Several authors are called “%(name)s”. Give the number of the one you mean."
    ),
    "topic": gettext_lazy(
        "Several topics are called “%(name)s”. Give the number of the one you mean."
    ),
}


class PeriodForm(forms.Form):
    """All may be left empty: then it is everything of the last 30 days.

    Three queries at most: for the sections, and two for an author or a topic.
    """

    period = forms.ChoiceField(required=False, label=gettext_lazy("Period"))
    since = forms.DateField(
        required=False, label=gettext_lazy("From"), widget=DayInput, validators=CREDIBLE
    )
    until = forms.DateField(
        required=False, label=gettext_lazy("Until"), widget=DayInput, validators=CREDIBLE
    )
    language = forms.ChoiceField(required=False, label=gettext_lazy("Language"))
    section = forms.TypedChoiceField(
        required=False, label=gettext_lazy("Section"), coerce=int, empty_value=None
    )
    author = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=LARGEST_ID,
        widget=forms.HiddenInput,
        label=gettext_lazy("Author"),
    )
    author_name = forms.CharField(required=False, max_length=120, label=gettext_lazy("Author"))
    topic = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=LARGEST_ID,
        widget=forms.HiddenInput,
        label=gettext_lazy("Topic"),
    )
    topic_name = forms.CharField(required=False, max_length=120, label=gettext_lazy("Topic"))

    def __init__(self, data, sections, at):
        data = data.copy()
        data["period"] = data.get("period") or USUAL
        super().__init__(data, label_suffix="")
        self.at, self.owner, self.chosen_period = at, None, None
        self.fields["period"].choices = [
            *((str(days), last_days_in_words(days)) for days in DAYS),
            (DATES, _("Between two days…")),
        ]
        self.fields["language"].choices = [("", _("All languages")), *own_name_choices()]
        self.fields["section"].choices = [("", _("All sections")), *sections]
        for name in ("author", "topic"):
            self.fields[f"{name}_name"].widget.attrs |= {
                "dir": "auto",
                "data-combobox": name,
                "data-url": reverse("admin:find"),
                "data-into": f"id_{name}",
            }

    def clean(self):
        found = super().clean()
        self.chosen_period = self._period(found)
        owners = [("section", found.get("section"))]
        owners += [(name, self._the_one(found, name)) for name in ("author", "topic")]
        owners = [(name, pk) for name, pk in owners if pk]
        for name, _pk in owners[1:]:
            shown = name if name == "section" else f"{name}_name"
            self.add_error(
                shown,
                _("Choose only one of section, author and topic: they are counted apart."),
            )
        self.owner = owners[0] if owners else None
        return found

    def _period(self, found):
        if found.get("period") != DATES:
            return Period.of_last(int(found.get("period") or USUAL), self.at)
        today = newsroom_day(self.at)
        since, until = found.get("since"), min(found.get("until") or today, today)
        if since is None:
            if "since" not in self.errors:
                self.add_error("since", _("Which day does it begin with?"))
            return None
        if since > today:
            self.add_error("since", _("This day is still to come."))
        elif since > until:
            self.add_error("until", _("This is before the first day."))
        elif (until - since).days >= LONGEST:
            sentence = ngettext(
                "That is more than %(count)s day. Choose days that are nearer together.",
                "That is more than %(count)s days. Choose days that are nearer together.",
                LONGEST,
            )
            self.add_error("until", sentence % {"count": LONGEST})
        return Period(since, until)

    def _the_one(self, found, name):
        """The id of the author or topic whose name is typed; an error beside it if it is none."""
        text = found.get(f"{name}_name", "").strip()
        if not text:
            return None
        model = {"author": Author, "topic": Topic}[name]
        chosen, number = found.get(name), number_in(text)
        rows = model.objects.rewrite(False).filter(pk__in=[chosen or 0, number or 0])
        names = {pk: names for pk, *names in rows.values_list("pk", *columns("name"))}
        if text in names.get(chosen, []):  # it may be called as another one is numbered
            return chosen
        if number in names:
            return number
        ids = called(model, text)
        if len(ids) == 1:
            return ids[0]
        sentence = SEVERAL_CALLED[name] if ids else NONE_CALLED[name]
        self.add_error(
            f"{name}_name", ValidationError(sentence, params={"name": text}, code="none")
        )
        return None

    def address(self, *, without=(), **changes):
        """This page with some parameters changed or left out."""
        asked = {name: value for name, value in self.data.items() if name in self.fields}
        asked = {name: value for name, value in (asked | changes).items() if name not in without}
        query = urlencode({name: value for name, value in asked.items() if value not in ("", None)})
        path = reverse("admin:readership_periods")
        return f"{path}?{query}" if query else path


def last_days_in_words(number):
    sentence = ngettext("The last %(count)s day", "The last %(count)s days", number)
    return sentence % {"count": number}
