from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.admin.options import get_content_type_for_model
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.forms.widgets import Script
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

import languages
from articles import alerting, lengths
from articles.admin.alert_lists import AlertList, line
from articles.admin.strips import moment_in_words
from articles.forms import COUNT
from articles.models import Alert, Article, Correction
from languages import formats
from languages.admin import TranslatedModelAdmin, TranslatedModelForm, in_some_language
from languages.columns import column, columns
from languages.forms import LongTextField, language_attributes
from languages.ids import id_in

NEWEST_DECISIONS = 8


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


class AlertForm(TextInSomeLanguageForm):
    """The alert; ``suggested`` are the texts that a new one about an article begins with.

    Texts in languages that the person does not write are taken from there too: the person sees
    them, and cannot change them.
    """

    suggested = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.is_new:
            self.initial |= {column("text", code): text for code, text in self.suggested.items()}

    def clean(self):
        cleaned = super().clean()
        end = cleaned.get("ends_at", self.instance.ends_at)
        is_to_run = "_release" in self.data and "ends_at" not in self.errors
        if is_to_run and end and end <= timezone.now():
            self.add_error("ends_at", alerting.end_has_passed())
        return self.cleaned_data


class ArticleChoice(forms.TextInput):
    """An article by its number, or found by its headline where scripts run. One query."""

    template_name = "admin/articles/alert/article.html"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        headline, code = self._headline(value)
        return context | {"headline": headline, **(language_attributes(code) if code else {})}

    def _headline(self, value):
        """What the article is called, and in which language; "" where there is none."""
        rows = Article.objects.rewrite(False).only(*columns("headline"))
        article = rows.filter(pk=id_in(value)).first()
        return in_some_language(article, "headline") if article else ("", None)

    @property
    def media(self):
        scripts = ["js/desk/combobox.js", "js/desk/notes.js"]
        return forms.Media(
            css={"all": ["css/desk/combobox.css", "css/desk/alerts.css"]},
            js=[Script(path, type="module") for path in scripts],
        )


class CountedText(forms.Textarea):
    """The text of an alert in a language, with its length and advice on it."""

    template_name = "admin/articles/alert/text.html"
    language = None

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        advised, count = lengths.advised("alert", self.language), lengths.length(value)
        return context | {
            "advised": advised,
            "count": COUNT % {"count": count, "advised": advised},
            "template": COUNT % {"count": "%(count)s", "advised": advised},
            "advice": lengths.ADVICE["alert"],
            "is_long": count > advised,
        }


class NoteAdmin(TranslatedModelAdmin):
    """A short text about an article, in each language."""

    form = TextInSomeLanguageForm
    title_field = "text"
    raw_id_fields = ["article"]  # beside which Django puts no links to add or change one
    formfield_overrides = TranslatedModelAdmin.formfield_overrides | {
        models.CharField: {
            "form_class": LongTextField,
            "widget": forms.Textarea(attrs={"rows": 2}),
        }
    }

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        kwargs["queryset"] = Article.objects.without_texts()
        kwargs["widget"] = ArticleChoice({"inputmode": "numeric", "dir": "ltr"})
        kwargs["label"] = capfirst(_("article"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description=gettext_lazy("article"))
    def about(self, note):
        return f"#{note.article_id}" if note.article_id else "–"


@admin.register(Alert)
class AlertAdmin(NoteAdmin):
    """Alerts by where they stand; a form that saves drafts; and the acts, each a button.

    Saving never makes an alert run. What is saved to one that runs, readers see at once; so that
    is for those who may release.
    """

    form = AlertForm
    formfield_overrides = NoteAdmin.formfield_overrides | {
        models.CharField: {"form_class": LongTextField, "widget": CountedText(attrs={"rows": 2})}
    }
    facts = ["article", "starts_at", "ends_at", "priority"]
    facts_permission = "articles.add_alert"

    class Media:
        css = {"all": ["css/desk/alerts.css"]}
        js = [Script("js/desk/counters.js", type="module")]

    def get_urls(self):
        end = self.admin_site.admin_view(self.end_view)
        own = [path("<path:object_id>/end/", end, name="articles_alert_end")]
        return own + super().get_urls()

    # Who may

    def has_change_permission(self, request, obj=None):
        return request.user.has_perm("articles.change_alert", obj)

    def may_release(self, request):
        return request.user.has_perm("articles.release_alert")

    # The list

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        context = {
            "title": capfirst(_("alerts")),
            "list": AlertList(request.GET, timezone.now()),
            "may_add": self.has_add_permission(request),
            "may_release": self.may_release(request),
        }
        return self._page(request, "admin/articles/alert/list.html", context)

    # The form

    def get_changeform_initial_data(self, request):
        initial = super().get_changeform_initial_data(request)
        now = timezone.now()
        return {"starts_at": now, "ends_at": now + alerting.USUAL_LENGTH} | initial

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, CountedText):
            field.widget.language = db_field.language
        return field

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if not change:
            form.suggested = self._suggested(request)
        return form

    def _suggested(self, request):
        """The headlines of the article that the address names, by language."""
        number = article_named(request)
        if number is None:
            return {}
        return alerting.suggested_texts(number, lambda code: self.may_write(request, code))

    def save_model(self, request, alert, form, change):
        if not change:
            alert.created_by = request.user
        elif alerting.keep_from_beginning(alert):
            told = _("Saved as a draft: with these moments, readers see it once it is released.")
            self.message_user(request, told, messages.WARNING)
        super().save_model(request, alert, form, change)

    def log_change(self, request, obj, message):
        """Nothing where nothing was changed: an act is noted by itself."""
        return super().log_change(request, obj, message) if message else None

    def response_add(self, request, obj, post_url_continue=None):
        return self._act(request, obj)

    def response_change(self, request, obj):
        return self._act(request, obj)

    def _act(self, request, alert):
        """What the pressed button asks for beyond saving, and the page of the alert again."""
        if "_release" in request.POST:
            self._try(request, alert, alerting.release)
        elif "_hold_back" in request.POST:
            self._try(request, alert, alerting.hold_back)
        else:
            self.message_user(request, _("Saved."), messages.SUCCESS)
        return redirect(reverse("admin:articles_alert_change", args=[alert.pk]))

    def _try(self, request, alert, act):
        try:
            alert = act(alert, by=request.user)
        except ValidationError as error:
            for reason in error.messages:
                self.message_user(request, reason, messages.ERROR)
        else:
            self.message_user(request, told(alert), messages.SUCCESS)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        now = timezone.now()
        standing = obj.standing(now) if obj else Alert.Standing.DRAFT
        context |= {
            "alert": obj,
            "line": obj and line(obj, now),
            "is_draft": standing == Alert.Standing.DRAFT,
            "is_planned": standing == Alert.Standing.PLANNED,
            "is_running": standing == Alert.Standing.RUNNING,
            "may_save": self.has_change_permission(request, obj),
            "may_release": self.may_release(request),
            "may_delete": change and self.has_delete_permission(request, obj),
            "decisions": decisions(obj) if obj else [],
            "about": article_named(request),
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    # The acts

    def end_view(self, request, object_id):
        """Asks, and ends the alert: the page of a question, for which no script is needed."""
        if not self.may_release(request):
            raise PermissionDenied
        alert = self.get_object(request, unquote(object_id))
        if alert is None:
            raise Http404
        if request.method == "POST":
            self._try(request, alert, alerting.end)
            return redirect("admin:articles_alert_changelist")
        if alert.standing(timezone.now()) != Alert.Standing.RUNNING:
            return redirect("admin:articles_alert_change", alert.pk)
        context = {
            "title": _("End this alert?"),
            "alert": alert,
            "line": line(alert, timezone.now()),
        }
        return self._page(request, "admin/articles/alert/end.html", context)

    def history_view(self, request, object_id, extra_context=None):
        raise Http404  # what was decided stands on the page of the alert

    def _page(self, request, template, context):
        request.current_app = self.admin_site.name
        common = {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media}
        return TemplateResponse(request, template, common | context)


def article_named(request):
    """The number of the article that the address of a new alert names, or None."""
    return id_in(request.GET.get("article"))


def told(alert):
    """What to tell after an act, by where the alert stands now."""
    standing = alert.standing(timezone.now())
    if standing == Alert.Standing.RUNNING:
        names = formats.listing(map(languages.own_name, alert.languages()), get_language())
        return _("Readers see the alert now: %(languages)s.") % {"languages": names}
    if standing == Alert.Standing.PLANNED:
        moment = moment_in_words(alert.starts_at)
        return _("Readers see the alert from %(moment)s on.") % {"moment": moment}
    if standing == Alert.Standing.ENDED:
        return _("Ended: readers do not see the alert any more.")
    return _("Held back: the alert is a draft again.")


def decisions(alert):
    """Who wrote, changed, released and ended the alert, the last first. One query."""
    entries = LogEntry.objects.filter(
        content_type=get_content_type_for_model(Alert), object_id=str(alert.pk)
    ).select_related("user")
    acts = dict(alerting.Action.choices)
    return [
        {
            "what": acts.get(entry.change_message)
            or (
                pgettext("alert", "written")
                if entry.action_flag == ADDITION
                else pgettext("alert", "changed")
            ),
            "who": entry.user,
            "when": moment_in_words(entry.action_time),
        }
        for entry in entries.order_by("-action_time", "-id")[:NEWEST_DECISIONS]
    ]


@admin.register(Correction)
class CorrectionAdmin(NoteAdmin):
    list_display = ["shown_name", "published_at", "about"]
    search_fields = columns("text")
    facts = ["article", "published_at"]

    def save_model(self, request, correction, form, change):
        if not change:
            correction.published_by = request.user
        super().save_model(request, correction, form, change)
