"""The filters of the list of articles as an address has them, as a form, and in words."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from urllib.parse import urlencode

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from articles.admin.strips import mark_name
from articles.lists import ArticleList, Filters
from articles.models import Article, Section, Topic
from articles.states import Standing
from authors.models import Author
from languages import formats
from languages.admin import in_its_language, in_some_language
from languages.columns import columns
from languages.forms import DayInput, own_name_choices
from languages.ids import LARGEST_ID

# The parameters of an address, in the order in which they stand there.
PARAMETERS = [
    "q",
    "state",
    "language",
    "section",
    "kind",
    "author",
    "author_name",
    "topic",
    "topic_name",
    "changed",
    "since",
    "until",
    "mine",
]
MOST_NAMED = 50  # authors or topics, that a typed name may mean
STANDINGS = {mark_name(standing): standing for standing in Standing}
CREDIBLE = [MinValueValidator(date(1900, 1, 1)), MaxValueValidator(date(2199, 12, 31))]
DAYS_BACK = {"today": 0, "week": 6, "month": 29}


class FilterForm(forms.Form):
    """Each field is empty, or one filter. Its labels are its empty choices: there is one line."""

    q = forms.CharField(
        required=False,
        max_length=100,
        label=gettext_lazy("Search"),
        widget=forms.TextInput(attrs={"type": "search", "dir": "auto"}),
    )
    state = forms.ChoiceField(required=False, label=gettext_lazy("State"))
    language = forms.ChoiceField(required=False, label=gettext_lazy("Language"))
    section = forms.TypedChoiceField(
        required=False, label=gettext_lazy("Section"), coerce=int, empty_value=None
    )
    kind = forms.ChoiceField(required=False, label=gettext_lazy("Kind"))
    author = forms.IntegerField(
        required=False, min_value=1, max_value=LARGEST_ID, widget=forms.HiddenInput
    )
    author_name = forms.CharField(required=False, max_length=100, label=gettext_lazy("Author"))
    topic = forms.IntegerField(
        required=False, min_value=1, max_value=LARGEST_ID, widget=forms.HiddenInput
    )
    topic_name = forms.CharField(required=False, max_length=100, label=gettext_lazy("Topic"))
    changed = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Changed"),
        choices=[
            ("", gettext_lazy("Changed")),
            ("today", gettext_lazy("Today")),
            ("week", gettext_lazy("In the last 7 days")),
            ("month", gettext_lazy("In the last 30 days")),
            ("between", gettext_lazy("Between two days…")),
        ],
    )
    since = forms.DateField(
        required=False, label=gettext_lazy("From"), widget=DayInput, validators=CREDIBLE
    )
    until = forms.DateField(
        required=False, label=gettext_lazy("Until"), widget=DayInput, validators=CREDIBLE
    )
    mine = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, data, sections):
        super().__init__(data, auto_id="filter_%s", label_suffix="")
        states = [(name, standing.label) for name, standing in STANDINGS.items()]
        self._offer("state", states)
        self._offer("language", own_name_choices())
        self._offer("section", sections)
        self._offer("kind", Article.Kind.choices)
        for name in ("author", "topic"):
            self.fields[f"{name}_name"].widget.attrs |= {
                "dir": "auto",
                "data-combobox": name,
                "data-url": reverse("admin:find"),
                "data-into": f"filter_{name}",
            }
        self.fields["q"].widget.attrs["placeholder"] = _("Headline, number or address")

    @property
    def choices(self):
        """What is chosen from a short list, but for the days."""
        return [self[name] for name in ("state", "language", "section", "kind")]

    def _offer(self, name, choices):
        self.fields[name].choices = [("", self.fields[name].label), *choices]


def section_choices():
    """The sections by their names in the interface's language. One query."""
    rows = Section.objects.rewrite(False).only("position", *columns("name"))
    return [(section.pk, in_some_language(section, "name")[0] or str(section)) for section in rows]


@dataclass(frozen=True)
class Chip:
    """A filter in force: in words, and the list without it."""

    label: str
    value: str
    code: str | None
    names: tuple
    query: str

    @property
    def shown(self):
        """The value as HTML, in its own language where that is known."""
        if self.code:
            return in_its_language(self.value, self.code)
        return format_html("<bdi>{}</bdi>", self.value)

    @property
    def words(self):
        return _("%(filter)s: %(value)s") % {"filter": self.label, "value": self.value}


class AskedFilters:
    """What an address asks for. Two queries where an author is asked for, two for a topic."""

    def __init__(self, parameters, user):
        self.user = user
        self.form = FilterForm(parameters, section_choices())
        self.form.is_valid()
        self.values = {
            name: value for name, value in self.form.cleaned_data.items() if value not in ("", None)
        }
        for name in ("author", "topic"):
            if parameters.get(f"{name}_name") == "":  # wiped out, where no script empties both
                self.values.pop(name, None)
        self.author = Named(Author, self.values, "author")
        self.topic = Named(Topic, self.values, "topic")
        self._show_names()

    def _show_names(self):
        """In the form the names stand for the ids."""
        self.form.data = self.form.data.copy()
        for named in (self.author, self.topic):
            self.form.data[f"{named.name}_name"] = named.text
            self.form.data[named.name] = named.pk or ""

    @cached_property
    def parameters(self):
        """What the address says, said in one way."""
        values = self.values | self.author.parameters | self.topic.parameters
        if values.get("changed") != "between":
            values = values | {"since": None, "until": None}
        found = {name: values.get(name) for name in PARAMETERS}
        found["mine"] = "1" if found["mine"] else None
        return {name: str(value) for name, value in found.items() if value not in ("", None)}

    @property
    def query(self):
        return urlencode(self.parameters)

    def query_without(self, *names):
        return urlencode({k: v for k, v in self.parameters.items() if k not in names})

    @cached_property
    def filters(self):
        values = self.values
        since, until = self._moments()
        return Filters(
            query=values.get("q", ""),
            standing=STANDINGS.get(values.get("state")),
            language=values.get("language", ""),
            section=values.get("section"),
            kind=values.get("kind", ""),
            authors=self.author.ids,
            topics=self.topic.ids,
            since=since,
            until=until,
            mine=self.user.pk if values.get("mine") else None,
        )

    def _moments(self):
        """From the beginning of the first day until the end of the last, on our clock."""
        changed, today = self.values.get("changed"), timezone.localdate()
        if changed in DAYS_BACK:
            return beginning_of(today - timedelta(days=DAYS_BACK[changed])), None
        if changed != "between":
            return None, None
        since, until = self.values.get("since"), self.values.get("until")
        return since and beginning_of(since), until and beginning_of(until + timedelta(days=1))

    @cached_property
    def chips(self):
        """What is in force, in the order of the form."""
        found = []
        for name in ("q", "state", "language", "section", "kind"):
            if name in self.parameters:
                found.append(self._chip(name, *self._in_words(name)))
        for named in (self.author, self.topic):
            if named.ids is not None:
                label = self.form.fields[f"{named.name}_name"].label
                names = (named.name, f"{named.name}_name")
                found.append(self._chip(names, label, named.text, named.code))
        if "changed" in self.parameters:
            label = self.form.fields["changed"].label
            names = ("changed", "since", "until")
            found.append(self._chip(names, label, self._changed_in_words(), None))
        if "mine" in self.parameters:
            found.append(self._chip("mine", _("Mine"), _("edited last, not published"), None))
        return found

    def _chip(self, names, label, value, code):
        names = (names,) if isinstance(names, str) else names
        return Chip(str(label), str(value), code, names, self.query_without(*names))

    def _in_words(self, name):
        field, value = self.form.fields[name], self.values[name]
        if name == "q":
            return field.label, value, None
        shown = dict(field.choices).get(value, value)
        return field.label, shown, value if name == "language" else None

    def _changed_in_words(self):
        if self.values["changed"] != "between":
            return dict(self.form.fields["changed"].choices)[self.values["changed"]]
        since, until = (
            formats.long_date(beginning_of(day), get_language()) if day else ""
            for day in (self.values.get("since"), self.values.get("until"))
        )
        if since and until:
            return _("%(first)s to %(last)s") % {"first": since, "last": until}
        return _("since %(day)s") % {"day": since} if since else _("until %(day)s") % {"day": until}

    def what_empties(self, at):
        """The chips without any one of which there would be something."""
        by_parameter = {
            "q": "query",
            "state": "standing",
            "author": "authors",
            "topic": "topics",
            "changed": "since",
        }
        found = []
        for chip in self.chips:
            names = {by_parameter.get(name, name) for name in chip.names}
            known = names & set(Filters.__dataclass_fields__)
            if ArticleList(self.filters.without(*known), at).page(1).rows:
                found.append(chip)
        return found


class Named:
    """An author or topic that is asked for: by its id, or by words of its name.

    Where both are there, the id counts as long as the words are one of its names: somebody
    without the script has typed another name over the one that stood there.
    """

    def __init__(self, model, values, name):
        self.name, self.pk, self.ids, self.code = name, None, None, None
        self.text = values.get(f"{name}_name", "")
        pk = values.get(name)
        if pk:
            self._by_id(model, pk)
        if self.pk is None and self.text:
            rows = model.objects.filter(found_by__finds=self.text).order_by("pk")
            self.ids = tuple(rows.values_list("pk", flat=True)[:MOST_NAMED])

    def _by_id(self, model, pk):
        row = model.objects.rewrite(False).only(*columns("name")).filter(pk=pk).first()
        names = [getattr(row, name) for name in columns("name")] if row else []
        if self.text and self.text not in names:
            return
        self.pk, self.ids = pk, (pk,)
        self.text, self.code = in_some_language(row, "name") if row else ("", None)
        self.text = self.text or f"#{pk}"

    @property
    def parameters(self):
        return {self.name: self.pk, f"{self.name}_name": "" if self.pk else self.text}


def beginning_of(day):
    return timezone.make_aware(datetime.combine(day, time.min))
