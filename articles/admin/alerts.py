from django import forms
from django.contrib import admin
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.forms import ArticleRawIdWidget
from articles.models import Alert, Article, Correction
from languages.admin import TranslatedModelAdmin, TranslatedModelForm
from languages.columns import columns
from languages.forms import LongTextField


class TextInSomeLanguageForm(TranslatedModelForm):
    """Refuses what says nothing in any language."""

    def clean(self):
        cleaned = super().clean()
        names = columns("text")
        said = {name: getattr(self.instance, name) for name in names} | cleaned
        if not any(said[name] for name in names) and not self.errors:
            first = next(name for name in names if not self.fields[name].disabled)
            self.add_error(first, _("Write the text in at least one language."))
        return self.cleaned_data


class NoteAdmin(TranslatedModelAdmin):
    """A short text about an article, in each language."""

    form = TextInSomeLanguageForm
    title_field = "text"
    raw_id_fields = ["article"]
    formfield_overrides = TranslatedModelAdmin.formfield_overrides | {
        models.CharField: {
            "form_class": LongTextField,
            "widget": forms.Textarea(attrs={"rows": 2}),
        }
    }

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        kwargs["queryset"] = Article.objects.without_texts()
        kwargs["widget"] = ArticleRawIdWidget(db_field.remote_field, self.admin_site)
        kwargs["label"] = capfirst(_("article"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description=_("article"))
    def about(self, note):
        return f"#{note.article_id}" if note.article_id else "–"


@admin.register(Alert)
class AlertAdmin(NoteAdmin):
    list_display = ["shown_name", "priority", "starts_at", "ends_at", "about"]
    list_filter = ["priority"]
    search_fields = columns("text")
    facts = ["article", "starts_at", "ends_at", "priority"]

    def save_model(self, request, alert, form, change):
        if not change:
            alert.created_by = request.user
        super().save_model(request, alert, form, change)


@admin.register(Correction)
class CorrectionAdmin(NoteAdmin):
    list_display = ["shown_name", "published_at", "about"]
    search_fields = columns("text")
    facts = ["article", "published_at"]

    def save_model(self, request, correction, form, change):
        if not change:
            correction.published_by = request.user
        super().save_model(request, correction, form, change)
