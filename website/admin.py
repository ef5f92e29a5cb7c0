from django import forms
from django.contrib import admin
from django.shortcuts import redirect
from django.urls import reverse

from articles.fields import BodyField
from articles.forms import BodyFormField
from languages.admin import TranslatedModelAdmin, TranslatedModelForm
from languages.columns import columns
from languages.forms import own_name_choices
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


@admin.register(SiteSettings)
class SiteSettingsAdmin(TranslatedModelAdmin):
    """The one row there is: its list is its form."""

    form = SiteSettingsForm
    title_field = "brand"
    facts = ["open_languages"]

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
