from django import forms
from django.contrib import admin
from django.forms.widgets import Script
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language

from articles.fields import BodyField
from articles.forms import BodyFormField
from languages import formats
from languages.admin import TranslatedModelAdmin, TranslatedModelForm
from languages.columns import columns
from languages.forms import own_name_choices
from website import menus
from website.models import SiteSettings, StaticPage


class LanguagesField(forms.MultipleChoiceField):
    """Language codes as the model has them, joined by commas, chosen by the languages' names."""

    widget = forms.CheckboxSelectMultiple

    def prepare_value(self, value):
        return value.split(",") if isinstance(value, str) else value

    def clean(self, value):
        return ",".join(super().clean(value))

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)


class SiteSettingsForm(TranslatedModelForm):
    open_languages = LanguagesField(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        model_field = self._meta.model._meta.get_field("open_languages")
        field = self.fields["open_languages"]
        field.choices = own_name_choices()
        field.label = model_field.formfield().label
        field.help_text = model_field.help_text
        sections = menus.sections()
        for name in columns("navigation"):
            self.fields[name].widget.sections = sections

    def _in_words(self, name):
        if name in columns("navigation"):
            field = self.fields[name]
            ids = [int(pk) for pk in field.prepare_value(self._now(name))]
            return formats.listing(field.in_words(ids), get_language())
        return super()._in_words(name)


@admin.register(SiteSettings)
class SiteSettingsAdmin(TranslatedModelAdmin):
    """The one row there is: its list is its form."""

    form = SiteSettingsForm
    title_field = "brand"
    facts = ["open_languages"]

    class Media:
        css = {"all": ["css/desk/combobox.css", "css/desk/article.css"]}
        js = [Script("js/desk/chosen.js", type="module")]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name not in columns("navigation"):
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        field = menus.MenuField(help_text=db_field.help_text)
        self._set_in_its_language(field, db_field, request)
        field.widget.label = field.label
        return field

    def has_add_permission(self, request):
        return False

    def changelist_view(self, request, extra_context=None):
        return redirect(reverse("admin:website_sitesettings_change", args=[1]))


@admin.register(StaticPage)
class StaticPageAdmin(TranslatedModelAdmin):
    list_display = ["shown_name", "slug", "position"]
    title_field = "title"
    search_fields = ["slug", *columns("title")]
    facts = ["slug", "position"]
    formfield_overrides = TranslatedModelAdmin.formfield_overrides | {
        BodyField: {"form_class": BodyFormField}
    }
