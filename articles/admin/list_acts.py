"""What can be done with several articles of the list at once, each on its own."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

import languages
from articles import publishing
from articles.models import Article, Edition
from languages.admin import in_some_language
from languages.columns import columns
from languages.forms import language_attributes
from languages.ids import id_in

WRITERS_ACTS = ["submit"]
PUBLISHERS_ACTS = ["approve", "publish", "take_down"]


def labels():
    return {
        "submit": _("Send to review"),
        "approve": _("Approve"),
        "publish": _("Publish now"),
        "take_down": _("Take down…"),
    }


def writable_languages(user):
    return [code for code in languages.codes() if user.has_perm("accounts.write_language", code)]


def open_acts(user):
    """The acts that the account may do with some article, in the order of work."""
    if not writable_languages(user):
        return []
    acts = WRITERS_ACTS if user.has_perm("articles.write_edition") else []
    return acts + (PUBLISHERS_ACTS if user.has_perm("articles.publish_edition") else [])


def language_of_acts(user, *wanted):
    """The first of the wanted languages that the account writes, else the first that it does."""
    own = writable_languages(user)
    return next((code for code in [*wanted, get_language(), *own] if code in own), None)


class SelectedArticles:
    """The articles that somebody ticked in the list, and an act in one language."""

    def __init__(self, request, most):
        self.user = request.user
        self.act = request.POST.get("act")
        self.language = request.POST.get("language")
        if self.act not in open_acts(self.user) or self.language not in writable_languages(
            self.user
        ):
            raise PermissionDenied
        self.reason = request.POST.get("reason", "").strip()
        ids = {id_in(pk) for pk in request.POST.getlist("article")} - {None}
        self.ids = sorted(ids)[:most]

    @property
    def articles(self):
        """With the headlines by which they are called, in the order of their numbers. One query."""
        rows = Article.objects.rewrite(False).filter(pk__in=self.ids).order_by("pk")
        return rows.only("section", "source_language", *columns("headline"))

    def perform(self):
        """Do it with each article; how many it was done with, and what was refused, and why."""
        editions = {
            edition.article_id: edition
            for edition in Edition.objects.filter(article__in=self.ids, language=self.language)
        }
        refused, done = [], 0
        for article in self.articles:
            edition = editions.get(article.pk) or Edition(language=self.language)
            edition.article = article
            reasons = self._reasons_against(edition)
            if reasons:
                refused.append({"article": article, "reasons": reasons, **called(article)})
            else:
                done += 1
        return done, refused

    def _reasons_against(self, edition):
        """Why it was not done; empty where it was."""
        try:
            if reasons := self._senseless(edition):
                return reasons
            options = {"reason": self.reason} if self.act == "take_down" else {}
            getattr(publishing, self.act)(edition, by=self.user, **options)
        except PermissionDenied:
            return [_("Your account does not work in the article’s section.")]
        except publishing.NotReady as error:
            return error.reasons
        except ValidationError as error:
            return error.messages
        return []

    def _senseless(self, edition):
        """What the page of an edition would not even offer."""
        states = Edition.State
        if self.act == "submit" and edition.state == states.IN_REVIEW:
            return [_("The edition is in review already.")]
        if self.act in ("submit", "approve") and edition.state == states.APPROVED:
            return [_("The edition is approved already.")]
        return []

    def tell(self, request):
        """Perform it, and tell what was done and what was not."""
        if not self.ids:
            messages.warning(request, _("Nothing was done: no article was selected."))
            return
        done, refused = self.perform()
        name = languages.own_name(self.language)
        if done:
            sentence = done_sentence(self.act, done)
            messages.success(request, sentence % {"language": name, "number": done})
        if refused:
            context = {
                "sentence": refused_sentence(self.act, len(refused))
                % {"language": name, "number": len(refused), "all": done + len(refused)},
                "refused": refused,
                "language": self.language,
            }
            report = render_to_string("admin/articles/article/refused.html", context)
            messages.warning(request, report)


def called(article):
    """The headline of an article, with its language, and its address."""
    text, code = in_some_language(article, "headline", article.source_language)
    return {
        "headline": text,
        **(language_attributes(code) if code else {}),
        "address": reverse("admin:articles_article_change", args=[article.pk]),
    }


def done_sentence(act, number):
    return {
        "submit": ngettext(
            "%(language)s: %(number)s article was sent to review.",
            "%(language)s: %(number)s articles were sent to review.",
            number,
        ),
        "approve": ngettext(
            "%(language)s: %(number)s article was approved.",
            "%(language)s: %(number)s articles were approved.",
            number,
        ),
        "publish": ngettext(
            "%(language)s: %(number)s article was published.",
            "%(language)s: %(number)s articles were published.",
            number,
        ),
        "take_down": ngettext(
            "%(language)s: %(number)s article was taken down.",
            "%(language)s: %(number)s articles were taken down.",
            number,
        ),
    }[act]


def refused_sentence(act, number):
    return {
        "submit": ngettext(
            "%(language)s: %(number)s of %(all)s was not sent to review.",
            "%(language)s: %(number)s of %(all)s were not sent to review.",
            number,
        ),
        "approve": ngettext(
            "%(language)s: %(number)s of %(all)s was not approved.",
            "%(language)s: %(number)s of %(all)s were not approved.",
            number,
        ),
        "publish": ngettext(
            "%(language)s: %(number)s of %(all)s was not published.",
            "%(language)s: %(number)s of %(all)s were not published.",
            number,
        ),
        "take_down": ngettext(
            "%(language)s: %(number)s of %(all)s was not taken down.",
            "%(language)s: %(number)s of %(all)s were not taken down.",
            number,
        ),
    }[act]
