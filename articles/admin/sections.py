from django.contrib import admin

from articles.models import Section, Topic
from languages import codes
from languages.admin import TranslatedModelAdmin, TranslatedModelForm
from languages.columns import column, columns
from languages.slugs import slugify


class NamedForm(TranslatedModelForm):
    """Makes the address of a language from its name where none was given."""

    def clean(self):
        cleaned = super().clean()
        for code in codes():
            self._fill_address(column("name", code), column("slug", code))
        return cleaned

    def _fill_address(self, name, slug):
        if slug in self.errors or self._given(slug) or not self._given(name):
            return
        self.cleaned_data[slug] = slugify(self._given(name)) or None

    def _given(self, name):
        """What a field will hold once the form is saved."""
        return self.cleaned_data.get(name, getattr(self.instance, name))


class NamedAdmin(TranslatedModelAdmin):
    form = NamedForm
    search_fields = [*columns("name"), *columns("slug")]


@admin.register(Section)
class SectionAdmin(NamedAdmin):
    list_display = ["shown_name", "position", "colour"]
    facts = ["colour", "position"]  # who works in it is kept with each account
    facts_permission = "articles.write_section_facts"


@admin.register(Topic)
class TopicAdmin(NamedAdmin):
    pass
