"""What the article's page asks for: shared facts, the texts of one language, and moments."""

import re
from dataclasses import dataclass
from functools import cached_property

from django import forms
from django.contrib.admin.sites import site
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import body, lengths
from articles.chosen import BylineField, TopicsField
from articles.models import Article, Edition, EditorialEvent, Section
from articles.models.articles import TEXT_FIELDS
from articles.widgets import BodyWidget
from images.forms import ImageChoiceField
from languages.admin import name_of
from languages.columns import column, columns
from languages.forms import LongTextField, MomentField, language_attributes, own_name_choices

COUNT = gettext_lazy("%(count)s of about %(advised)s")
LINE_END = re.compile(r"\s*[\r\n]+\s*")


def label_of(name):
    return capfirst(Article._meta.get_field(name).verbose_name)


class BodyFormField(LongTextField):
    """A body; the same once cleaned is not a change."""

    widget = BodyWidget

    def __init__(self, **kwargs):
        super().__init__(**kwargs | {"widget": BodyWidget})

    def has_changed(self, initial, data):
        return body.clean(initial) != body.clean(self.to_python(data))


class SectionSelect(forms.Select):
    """Says of each section how it is written in the addresses of the form's language."""

    language = None

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        if value:
            slug = getattr(value.instance, column("slug", self.language))
            option["attrs"]["data-slug"] = slug or ""
        return option


class SectionField(forms.ModelChoiceField):
    """Calls sections by their name in the interface's language, else in another."""

    widget = SectionSelect

    def use_language(self, language):
        names = [*columns("name"), column("slug", language)]
        self.queryset = Section.objects.rewrite(False).only("position", *names)
        self.widget.language = language

    def label_from_instance(self, obj):
        return name_of(obj)


class PlainForm(forms.Form):
    """Labels without the colon that Django adds."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)


class FactsForm(PlainForm):
    """What all languages of an article share, as ``articles.editing`` takes it (``values``).

    ``language`` is that of the edition beside which it stands.
    """

    facts_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    facts_over = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    section = SectionField(Section.objects.none(), label=label_of("section"))
    kind = forms.ChoiceField(choices=Article.Kind, label=label_of("kind"))
    authors = BylineField(label=gettext_lazy("Byline, in order"))
    topics = TopicsField(label=label_of("topics"))
    lead_image = ImageChoiceField(
        rel=Article._meta.get_field("lead_image").remote_field,
        admin_site=site,
        required=False,
        label=label_of("lead_image"),
        help_text=gettext_lazy("The number of an image."),
    )
    source_language = forms.ChoiceField(label=label_of("source_language"))

    def __init__(self, *args, user, language, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["section"].use_language(language)
        self.fields["source_language"].choices = own_name_choices()
        self.fields["authors"].use_language(language, user)
        self.fields["topics"].use_language(language, user)

    def clean_section(self):
        section = self.cleaned_data["section"]
        if not self.user.has_perm("articles.write_facts", Article(section=section)):
            raise ValidationError(_("You do not work in this section."))
        return section

    @property
    def values(self):
        data = self.cleaned_data
        image = data["lead_image"]
        return {
            "kind": data["kind"],
            "section": data["section"].pk,
            "lead_image": image.pk if image else None,
            "source_language": data["source_language"],
            "topics": data["topics"],
            "authors": data["authors"],
        }

    def in_words(self, name, value):
        """A fact as a person reads it: a list of words, several only where the fact is a list."""
        field = self.fields[name]
        if name in ("authors", "topics"):
            return field.in_words(value)
        if name == "section":
            return [name_of(section) for section in field.queryset.filter(pk=value)]
        if name == "lead_image":
            return [f"#{value}"] if value else []
        return [dict(field.choices).get(value, value)]


@dataclass(frozen=True)
class Text:
    """A text as the page shows it: its field, and beside it how long it is and ought to be."""

    field: forms.BoundField
    advised: int | None

    @property
    def name(self):
        return self.field.name

    @cached_property
    def length(self):
        return lengths.length(self.field.value())

    @property
    def count(self):
        """``58 of about 70``"""
        return COUNT % {"count": self.length, "advised": self.advised}

    @property
    def count_words(self):
        return COUNT % {"count": "%(count)s", "advised": self.advised}

    @property
    def advice(self):
        return lengths.ADVICE[self.name]

    @property
    def is_long(self):
        return self.advised is not None and self.length > self.advised

    @property
    def control(self):
        """The field's control, which what stands beside it describes."""
        names = ["count", "advice"] if self.advised else []
        names += ["helptext"] if self.field.help_text else []
        names += ["error"] if self.field.errors else []
        if not names:
            return self.field
        described = " ".join(f"{self.field.auto_id}_{name}" for name in names)
        return self.field.as_widget(attrs={"aria-describedby": described})


class TextsForm(PlainForm):
    """The texts of one edition, in its language, as ``articles.editing`` takes them."""

    texts_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    texts_over = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    source_revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)
    is_minor = forms.BooleanField(
        required=False,
        label=gettext_lazy("Minor edit"),
        help_text=gettext_lazy("Leaves the meaning alone: translations stay current."),
    )

    def __init__(self, *args, language, **kwargs):
        super().__init__(*args, **kwargs)
        self.language = language
        for name in TEXT_FIELDS:
            self.fields[name] = text_field(name, language)

    def clean(self):
        cleaned = super().clean()
        for name in TEXT_FIELDS:
            if name in cleaned:
                if not isinstance(self.fields[name], LongTextField):
                    cleaned[name] = LINE_END.sub(" ", cleaned[name] or "")
                try:
                    cleaned[name] = Article._meta.get_field(name).clean(cleaned[name], None)
                except ValidationError as error:
                    self.add_error(name, error)
        return cleaned

    @property
    def values(self):
        return {name: self.cleaned_data[name] for name in TEXT_FIELDS}

    @property
    def texts(self):
        return [Text(self[name], lengths.advised(name, self.language)) for name in TEXT_FIELDS]


def text_field(name, language):
    special = {
        "headline": {"widget": forms.Textarea(attrs={"rows": 2})},
        "summary": {"form_class": LongTextField, "widget": forms.Textarea(attrs={"rows": 3})},
        "body": {"form_class": BodyFormField},
        "slug": {"help_text": _("Left empty, it is made from the headline.")},
        "seo_description": {"widget": forms.Textarea(attrs={"rows": 2})},
    }
    field = Article._meta.get_field(name).formfield(**special.get(name, {}))
    field.widget.attrs |= language_attributes(language) | {"class": f"edition-text text-{name}"}
    return field


class ActForm(PlainForm):
    """The moments and words that an act needs beside the texts."""

    publish_at = MomentField(required=False, label=gettext_lazy("From"))
    publish_until = MomentField(required=False, label=gettext_lazy("Until"))
    take_down_at = MomentField(required=False, label=gettext_lazy("From"))
    reason = forms.CharField(
        required=False,
        label=gettext_lazy("Reason for readers"),
        max_length=Edition._meta.get_field("withdrawal_reason").max_length,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    note = forms.CharField(
        required=False,
        label=gettext_lazy("What should change"),
        max_length=EditorialEvent._meta.get_field("note").max_length,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )

    def __init__(self, *args, language, act=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.act = act
        self.fields["reason"].widget.attrs |= language_attributes(language)

    def clean(self):
        cleaned = super().clean()
        now = timezone.now()
        if self.act == "schedule":
            self._require_to_come("publish_at", now)
        if self.act == "take_down" and cleaned.get("take_down_at"):
            self._require_to_come("take_down_at", now)
        if self.act in ("publish", "schedule"):
            start = cleaned.get("publish_at") if self.act == "schedule" else now
            end = cleaned.get("publish_until")
            if start and end and end <= start:
                self.add_error("publish_until", _("The end must come after the start."))
        return cleaned

    def _require_to_come(self, name, now):
        if name in self.errors:
            return
        moment = self.cleaned_data.get(name)
        if moment is None:
            self.add_error(name, _("Say from which moment on."))
        elif moment <= now:
            self.add_error(name, _("This moment has passed."))
