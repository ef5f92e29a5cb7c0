"""What the article's page asks for: shared facts, the texts of one language, and moments."""

import re

from django import forms
from django.contrib.admin.sites import site
from django.contrib.admin.widgets import ForeignKeyRawIdWidget
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import body
from articles.models import Article, Edition, EditorialEvent, Section, Topic
from articles.models.articles import TEXT_FIELDS
from articles.widgets import BodyWidget
from authors.models import Author
from images.forms import ImageChoiceField
from languages.admin import in_some_language, name_of
from languages.columns import columns
from languages.forms import LongTextField, MomentField, language_attributes, own_name_choices

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


class ArticleRawIdWidget(ForeignKeyRawIdWidget):
    """The number of an article, with its headline beside it."""

    def label_and_url_for_value(self, value):
        if not str(value).isdecimal():
            return "", ""
        article = Article.objects.rewrite(False).only(*columns("headline")).filter(pk=value).first()
        if article is None:
            return "", ""
        headline, _language = in_some_language(article, "headline")
        return headline or str(article), reverse("admin:articles_article_change", args=[article.pk])


class NamedField:
    """Calls its choices by their name in the interface's language, else in another."""

    def label_from_instance(self, obj):
        return name_of(obj)


class NamedChoiceField(NamedField, forms.ModelChoiceField):
    pass


class NamedMultipleChoiceField(NamedField, forms.ModelMultipleChoiceField):
    pass


class BylineSelects(forms.Select):
    """One choice of an author per row; the order of the rows is the order of the byline."""

    template_name = "admin/widgets/byline.html"
    use_fieldset = True
    empty_rows = 3

    def get_context(self, name, value, attrs):
        chosen = [*(value or []), *[None] * self.empty_rows]
        rows = [self._row(name, number, author) for number, author in enumerate(chosen, 1)]
        return super().get_context(name, None, attrs) | {"rows": rows}

    def _row(self, name, number, author):
        label = {"id": f"id_{name}_{number}", "aria-label": _("Author %d") % number}
        row = super().get_context(name, author, label)["widget"]
        return row | {"template_name": forms.Select.template_name}

    def value_from_datadict(self, data, files, name):
        values = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
        return [value for value in values if value]

    def id_for_label(self, id_):
        return None


class BylineField(forms.Field):
    """The ids of authors, in order. One query."""

    widget = BylineSelects

    def use_authors(self):
        authors = Author.objects.rewrite(False).only("slug", *columns("name")).order_by("slug")
        self.names = {author.pk: name_of(author) for author in authors}
        self.widget.choices = [("", "---------"), *self.names.items()]

    def clean(self, value):
        chosen = [int(item) for item in super().clean(value) or [] if str(item).isdecimal()]
        for author in chosen:
            if author not in self.names:
                raise ValidationError(_("One of the authors is not there any more."))
            if chosen.count(author) > 1:
                raise ValidationError(_("“%s” stands in the byline twice.") % self.names[author])
        return chosen


class PlainForm(forms.Form):
    """Labels without the colon that Django adds."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)


class FactsForm(PlainForm):
    """What all languages of an article share, as ``articles.editing`` takes it (``values``)."""

    facts_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    facts_over = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    section = NamedChoiceField(Section.objects.none(), label=label_of("section"))
    kind = forms.ChoiceField(choices=Article.Kind, label=label_of("kind"))
    authors = BylineField(required=False, label=gettext_lazy("Byline, in order"))
    topics = NamedMultipleChoiceField(
        Topic.objects.none(),
        required=False,
        label=label_of("topics"),
        widget=forms.CheckboxSelectMultiple,
    )
    lead_image = ImageChoiceField(
        rel=Article._meta.get_field("lead_image").remote_field,
        admin_site=site,
        required=False,
        label=label_of("lead_image"),
        help_text=gettext_lazy("The number of an image."),
    )
    source_language = forms.ChoiceField(label=label_of("source_language"))

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        named = columns("name")
        self.fields["section"].queryset = Section.objects.rewrite(False).only("position", *named)
        self.fields["topics"].queryset = Topic.objects.rewrite(False).only(*named)
        self.fields["authors"].use_authors()
        self.fields["source_language"].choices = own_name_choices()

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
            "topics": [topic.pk for topic in data["topics"]],
            "authors": data["authors"],
        }

    def in_words(self, name, value):
        """A fact as a person reads it: a list of words, several only where the fact is a list."""
        field = self.fields[name]
        if name == "authors":
            return [field.names.get(pk, f"#{pk}") for pk in value]
        if name == "topics":
            return [name_of(topic) for topic in field.queryset.filter(pk__in=value)]
        if name == "section":
            return [name_of(section) for section in field.queryset.filter(pk=value)]
        if name == "lead_image":
            return [f"#{value}"] if value else []
        return [dict(field.choices).get(value, value)]


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
        return [self[name] for name in TEXT_FIELDS]


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
