"""The sections that somebody works in, on the page of the account."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.admin import AccountAdmin
from accounts.forms import AccountForm, NewAccountForm
from accounts.models import User
from articles.models import Section
from languages.admin import in_its_language, in_some_language
from languages.columns import columns
from languages.ids import id_in


class SectionsField(forms.ModelMultipleChoiceField):
    """Sections by their names in the interface's language, or another that they have."""

    def __init__(self):
        names = columns("name")
        super().__init__(
            label=_("Sections"),
            help_text=Section._meta.get_field("editors").help_text,
            queryset=Section.objects.rewrite(False).only("pk", *names),
            widget=forms.CheckboxSelectMultiple,
            required=False,
            # What the form was shown with, so that only what a person changed is saved.
            show_hidden_initial=True,
        )

    def label_from_instance(self, section):
        text, code = in_some_language(section, "name")
        return in_its_language(text, code) if text else f"#{section.pk}"


class SectionsForm(forms.ModelForm):
    sections = SectionsField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            own = self.instance.sections.order_by("pk").values_list("pk", flat=True)
            self.fields["sections"].initial = list(own)

    def _save_m2m(self):
        """Add and take away what the person did; what others did since the form was shown stays."""
        super()._save_m2m()
        chosen = {section.pk for section in self.cleaned_data["sections"]}
        shown = self._shown_sections()
        self.instance.sections.add(*chosen - shown)
        self.instance.sections.remove(*shown - chosen)

    def _shown_sections(self):
        name = self.add_initial_prefix("sections")
        return {id_in(pk) for pk in self.data.getlist(name)} - {None}


class PersonForm(SectionsForm, AccountForm):
    class Meta(AccountForm.Meta):
        pass


class NewPersonForm(SectionsForm, NewAccountForm):
    class Meta(NewAccountForm.Meta):
        pass


admin.site.unregister(User)


@admin.register(User)
class PersonAdmin(AccountAdmin):
    """An account with its sections, which are kept here and not there: accounts know no stories."""

    form = PersonForm
    add_form = NewPersonForm

    def get_fieldsets(self, request, obj=None):
        title, _fields = self.work
        return [
            (name, {**options, "fields": [*options["fields"], "sections"]})
            if name == title
            else (name, options)
            for name, options in super().get_fieldsets(request, obj)
        ]
