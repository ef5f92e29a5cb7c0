"""What the admins of models with translated fields share: a group of fields per language."""

import hashlib

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from modeltranslation.fields import TranslationField

import languages
from languages import formats
from languages.columns import column, per_language, translated_fields
from languages.forms import (
    DayInput,
    LongTextField,
    MomentField,
    MomentInput,
    ShownText,
    language_attributes,
)


def in_its_language(text, code):
    """The text as HTML that says in which language it is."""
    attributes = language_attributes(code)
    return format_html(
        '<bdi lang="{}" dir="{}">{}</bdi>', attributes["lang"], attributes["dir"], text
    )


def in_some_language(instance, field, *preferred):
    """A translated field as (text, language): in the interface's language where there is one.

    Else in the first of ``preferred`` and then of the newsroom's languages; ("", None) if none.
    """
    for code in (get_language(), *preferred, *languages.codes()):
        text = code in languages.codes() and getattr(instance, column(field, code))
        if text:
            return text, code
    return "", None


class TranslatedModelForm(forms.ModelForm):
    """Saves what the person changed and nothing else, whoever saved since the form was shown.

    Every field carries along the value that it was shown with. A field that still equals it
    keeps what the database has by now. Where the person and somebody else changed the same field,
    the form is refused with the other's value beside the person's, until the person ticks that
    this very value shall be written over.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = not self.is_new and not field.disabled

    @property
    def is_new(self):
        return self.instance._state.adding

    @cached_property
    def changed_data(self):
        if self.is_new:
            return super().changed_data
        return [name for name in self.fields if self._is_touched(name)]

    def clean(self):
        super().clean()
        if not self.is_new:
            for name in self.fields:
                if name not in self.changed_data:
                    self.cleaned_data.pop(name, None)
                    self._errors.pop(name, None)
                elif name in self.cleaned_data and self._is_contested(name):
                    self.add_error(name, self._both_values(name))
        return self.cleaned_data

    def _is_touched(self, name):
        bound = self[name]
        if bound.field.disabled or bound.data == self._shown(name):
            return False
        return bound._has_changed()

    def _is_contested(self, name):
        field, now = self.fields[name], self._now(name)
        if not field.has_changed(now, self._shown(name)):
            return False
        if not field.has_changed(now, self[name].data):
            return False
        return self.data.get(f"over-{name}") != self._token(name)

    def _shown(self, name):
        """What the field was shown with, as the browser sent it back."""
        hidden = self.fields[name].hidden_widget()
        return self._widget_data_value(hidden, self[name].html_initial_name)

    def _now(self, name):
        """What the database has by now."""
        field, value = self.fields[name], self[name].initial
        return field.to_python(value) if isinstance(field, forms.CharField) else value

    def _token(self, name):
        """Stands for the value that somebody else saved, so that no third one is written over."""
        value = self.fields[name].prepare_value(self._now(name))
        return hashlib.sha256(str(value).encode()).hexdigest()[:16]

    def _both_values(self, name):
        language = getattr(self._meta.model._meta.get_field(name), "language", None)
        context = {
            "name": f"over-{name}",
            "token": self._token(name),
            "theirs": self._in_words(name),
            **(language_attributes(language) if language else {}),
        }
        return render_to_string("admin/includes/contested.html", context)

    def _in_words(self, name):
        field, value = self.fields[name], self._now(name)
        if isinstance(field, forms.ModelChoiceField):
            return str(field.to_python(value) or "")
        if isinstance(field, MomentField):
            return formats.date_and_time(value, get_language()) if value else ""
        if isinstance(field, forms.BooleanField):
            return _("Yes") if value else _("No")
        if isinstance(field, forms.TypedChoiceField):
            return dict(field.choices).get(value, value)
        return value or ""


class TranslatedModelAdmin(admin.ModelAdmin):
    """One form with a group per language, under the language's own name, and the shared facts.

    Texts in languages that the account does not write are shown and cannot be changed, nor the
    facts without ``facts_permission``.
    """

    form = TranslatedModelForm
    title_field = "name"
    facts = ()
    facts_permission = None
    language_permission = "accounts.write_language"
    formfield_overrides = {
        models.TextField: {"form_class": LongTextField},
        models.DateTimeField: {"form_class": MomentField, "widget": MomentInput},
        models.DateField: {"widget": DayInput},
        models.URLField: {"assume_scheme": "https"},
    }
    list_display = ["shown_name"]
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    view_on_site = False

    def get_fieldsets(self, request, obj=None):
        groups = [
            (in_its_language(languages.own_name(code), code), group("language", names))
            for code, names in per_language(translated_fields(self.model)).items()
        ]
        facts = self.get_facts(request, obj)
        shared = (gettext_lazy("All languages share"), group("shared", facts))
        return [*groups, shared] if facts else groups

    def get_facts(self, request, obj=None):
        """The names of the fields that all languages share."""
        return list(self.facts)

    def get_readonly_fields(self, request, obj=None):
        readonly = list(super().get_readonly_fields(request, obj))
        if self.facts_permission and not request.user.has_perm(self.facts_permission):
            readonly += self.get_facts(request, obj)
        return readonly

    def may_write(self, request, language):
        return request.user.has_perm(self.language_permission, language)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is None:
            return None
        if isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget  # its windows over windows need a mouse
        if isinstance(db_field, TranslationField):
            self._set_in_its_language(field, db_field, request)
        return field

    def _set_in_its_language(self, field, db_field, request):
        field.label = capfirst(db_field.translated_field.verbose_name)
        attributes = language_attributes(db_field.language)
        if self.may_write(request, db_field.language):
            field.widget.attrs |= attributes
        else:
            field.disabled = True
            field.help_text = ""
            field.widget = ShownText(attributes)

    def get_object(self, request, object_id, from_field=None):
        """The row; locked until the transaction ends where a form is being saved."""
        found = super().get_object(request, object_id, from_field)
        if found is not None and request.method == "POST":
            return self.model._default_manager.select_for_update().get(pk=found.pk)
        return found

    def get_deleted_objects(self, objs, request):
        """Name what still uses an object, without reading all of it as Django would."""
        used = [sentence for obj in objs for sentence in uses(obj)]
        if used:
            return [], {}, set(), used
        return super().get_deleted_objects(objs, request)

    @admin.display(description=gettext_lazy("name"))
    def shown_name(self, obj):
        text, code = in_some_language(obj, self.title_field)
        return in_its_language(text, code) if text else f"#{obj.pk}"


def group(kind, names):
    return {"fields": names, "classes": [kind]}


def uses(obj):
    """What keeps an object from being deleted, a sentence each. One query per kind of user."""
    sentences = []
    for relation in obj._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete:
            continue
        protects = getattr(relation, "on_delete", None) is models.PROTECT
        if not protects and not relation.many_to_many:
            continue
        users = relation.related_model
        if users._base_manager.filter(**{relation.field.name: obj}).exists():
            names = {"object": name_of(obj), "users": users._meta.verbose_name_plural}
            sentences.append(_("“%(object)s” is in use: %(users)s.") % names)
    return sentences


def name_of(obj):
    """What to call an object in a sentence: its name in some language, where it has one."""
    if "name" in translated_fields(type(obj)):
        return in_some_language(obj, "name")[0] or str(obj)
    return str(obj)
