"""The page of one edition: its forms, what a person may do there, and what happens on a click."""

from functools import cached_property

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

import languages
from articles import addresses, alerting, editing, publishing
from articles.admin.address_lines import address_line
from articles.admin.alert_lists import line
from articles.admin.conflicts import ConflictPanel, choice
from articles.admin.strips import moment_in_words, strip
from articles.forms import ActForm, FactsForm, TextsForm, label_of
from articles.models import Edition, EditorialEvent, Revision
from articles.models.articles import TEXT_FIELDS
from articles.states import standings
from languages import formats
from languages.forms import language_attributes

# What a click on a button does, by the name that the button posts, and who may.
WRITERS_ACTS = {"save", "submit"}
PUBLISHERS_ACTS = {"approve", "send_back", "publish", "schedule", "unschedule", "take_down"}
NEWEST_EVENTS = 5


class EditionPage:
    """One edition of an article as one person works on it in one request.

    The texts and the shared facts are saved together or not at all; an act (publish, send to
    review, …) follows the save and happens only where the person has seen what it is about.
    """

    def __init__(self, request, article, language):
        self.request, self.user = request, request.user
        self.article, self.language = article, language
        self.edition = article.editions.filter(language=language).first() or Edition(
            article=article, language=language
        )
        self.edition.article = article
        self.conflict = None
        self.act = "save"

    # What the person may do

    @cached_property
    def may_write_facts(self):
        return self.user.has_perm("articles.write_facts", self.article)

    @cached_property
    def may_write_texts(self):
        return self.user.has_perm("articles.write_edition", self.edition)

    @cached_property
    def may_publish(self):
        return self.user.has_perm("articles.publish_edition", self.edition)

    @property
    def may_save(self):
        return self.may_write_facts or self.may_write_texts

    def _refuse_what_is_not_allowed(self):
        allowed = WRITERS_ACTS if self.may_save else set()
        if self.may_publish:
            allowed = allowed | PUBLISHERS_ACTS
        posted = set(self.request.POST)
        facts, texts = posted & set(editing.ALL_FACTS), posted & set(TEXT_FIELDS)
        if (
            self.act not in allowed
            or ((texts or self.act == "submit") and not self.may_write_texts)
            or (facts and not self.may_write_facts)
        ):
            raise PermissionDenied

    # The forms

    @cached_property
    def facts_form(self):
        initial = editing.facts_now(self.article) | {"facts_version": self.article.version}
        return FactsForm(
            self._data(self.may_write_facts),
            initial=initial,
            user=self.user,
            language=self.language,
        )

    @cached_property
    def texts_form(self):
        initial = editing.texts_now(self.article, self.language) | {
            "texts_version": self.edition.version,
            "source_revision": self._source_revision,
        }
        return TextsForm(self._data(self.may_write_texts), initial=initial, language=self.language)

    @cached_property
    def act_form(self):
        stands = self.standing.live or self.standing.planned
        initial = {"publish_until": stands.decided_until if stands else None}
        return ActForm(
            self._data(self.may_publish), initial=initial, language=self.language, act=self.act
        )

    def _data(self, is_allowed):
        return self.request.POST if self.request.method == "POST" and is_allowed else None

    @cached_property
    def _source_revision(self):
        source = Revision.objects.filter(
            edition__article=self.article, edition__language=self.article.source_language
        )
        return source.order_by("-number").values_list("pk", flat=True).first()

    def _forms_are_valid(self):
        forms = [
            self.facts_form if self.may_write_facts else None,
            self.texts_form if self.may_write_texts else None,
            self.act_form if self.act in PUBLISHERS_ACTS else None,
        ]
        return all([form.is_valid() for form in forms if form is not None])

    # What happens on a click

    def post(self):
        """Save, then act. True where the page is done with; else it is to be shown again."""
        self.act = self.request.POST.get("act", "save")
        self._refuse_what_is_not_allowed()
        if not self._forms_are_valid():
            return False
        try:
            with transaction.atomic():
                self._save_and_act()
        except editing.Conflict as conflict:
            self.conflict = ConflictPanel(conflict, self)
            return False
        except ValidationError as error:
            self._show_beside_moments(error)
            return False
        return True

    def _save_and_act(self):
        was = self._versions()
        has_seen_all = self._has_seen(*was)
        editing.save(self.article.pk, by=self.user, facts=self._facts(), texts=self._texts())
        has_saved = self._versions() != was
        if self.act == "save":
            self._tell(_("Saved.") if has_saved else _("Nothing was changed."))
        elif has_seen_all:
            self._perform(has_saved)
        else:
            self._tell(
                _(
                    "Somebody else has saved since you opened this page."
                    " Look at the text as it is now, and decide again."
                ),
                messages.WARNING,
            )

    def _versions(self):
        """The versions of the facts and of the texts, which nobody else can change meanwhile."""
        article = editing.lock(self.article.pk)
        edition = article.editions.filter(language=self.language)
        return article.version, edition.values_list("version", flat=True).first() or 0

    def _has_seen(self, facts_version, texts_version):
        """Whether the person's page shows what the act would be about."""
        posted = self.request.POST
        return str(facts_version) in {posted.get("facts_version"), posted.get("facts_over")} and (
            str(texts_version) in {posted.get("texts_version"), posted.get("texts_over")}
        )

    def _facts(self):
        if not self.may_write_facts:
            return None
        data = self.facts_form.cleaned_data
        over = data["facts_over"]
        return editing.FactsChange(
            values=self._chosen(self.facts_form.values, over, editing.facts_at, self.article),
            base=data["facts_version"],
            over=over,
            decided=self._decided,
        )

    def _texts(self):
        if not self.may_write_texts:
            return None
        data = self.texts_form.cleaned_data
        over = data["texts_over"]
        return editing.TextsChange(
            self.language,
            values=self._chosen(self.texts_form.values, over, editing.texts_at, self.edition),
            base=data["texts_version"],
            over=over,
            decided=self._decided,
            is_minor=data["is_minor"],
            source_revision=self._known_source_revision(data["source_revision"]),
        )

    def _known_source_revision(self, number):
        known = Revision.objects.filter(pk=number, edition__article=self.article)
        return number if number and known.exists() else None

    def _chosen(self, values, over, values_at, subject):
        """The values that were typed, or theirs where the person chose those."""
        if not over:
            return values
        theirs = values_at(subject, over)
        return {
            name: theirs[name] if choice(self.request, name) == "theirs" else value
            for name, value in values.items()
        }

    @cached_property
    def _decided(self):
        names = [*editing.ALL_FACTS, *TEXT_FIELDS]
        return frozenset(name for name in names if choice(self.request, name))

    def _perform(self, has_saved):
        try:
            self._tell(getattr(self, self.act)())
        except publishing.NotReady as error:
            if has_saved:
                self._tell(_("Saved, but what you asked for was not done."), messages.WARNING)
            for reason in error.reasons:
                self._tell(reason, messages.ERROR)

    def _show_beside_moments(self, error):
        names = {"at": "publish_at", "until": "publish_until"}
        if hasattr(error, "error_dict"):
            for name, errors in error.error_dict.items():
                self.act_form.add_error(names.get(name), errors)
        else:
            self.act_form.add_error(None, error)

    def _tell(self, words, level=messages.SUCCESS):
        messages.add_message(self.request, level, words)

    # The acts: each returns what to tell the person

    def submit(self):
        publishing.submit(self.edition, by=self.user)
        return _("Sent to review.")

    def approve(self):
        publishing.approve(self.edition, by=self.user)
        return _("Approved.")

    def send_back(self):
        note = self.act_form.cleaned_data["note"]
        publishing.send_back(self.edition, by=self.user, note=note)
        return _("Sent back.")

    def publish(self):
        until = self.act_form.cleaned_data["publish_until"]
        publication = publishing.publish(self.edition, by=self.user, until=until)
        return self._told(_("%(language)s: live since %(moment)s."), publication.live_from)

    def schedule(self):
        data = self.act_form.cleaned_data
        publication = publishing.publish(
            self.edition, by=self.user, at=data["publish_at"], until=data["publish_until"]
        )
        return self._told(_("%(language)s: goes live %(moment)s."), publication.live_from)

    def unschedule(self):
        publishing.unschedule(self.edition, by=self.user)
        return _("Taken off the schedule.")

    def take_down(self):
        at, reason = (self.act_form.cleaned_data[name] for name in ("take_down_at", "reason"))
        publishing.take_down(self.edition, by=self.user, at=at, reason=reason)
        if at:
            return self._told(_("%(language)s: ends %(moment)s."), at)
        return _("%(language)s: taken down.") % {"language": languages.own_name(self.language)}

    def _told(self, sentence, moment):
        name = languages.own_name(self.language)
        return sentence % {"language": name, "moment": moment_in_words(moment)}

    # What the page shows

    @cached_property
    def standings(self):
        return standings([self.article.pk])[self.article.pk]

    @cached_property
    def standing(self):
        return next(s for s in self.standings if s.language == self.language)

    def context(self):
        return {
            "page": self,
            "article": self.article,
            "edition": self.edition,
            "language": self.language,
            "language_name": languages.own_name(self.language),
            **{f"text_{name}": value for name, value in language_attributes(self.language).items()},
            "strip": strip(self.standings, self.article, self.language),
            "acts": self.open_acts(),
            "obstacles": publishing.obstacles(self.edition) if self.edition.version else [],
            "events": self.newest_events(),
            "media": self.facts_form.media + self.texts_form.media,
            "errors": self.error_count(),
            "address": self.address,
        }

    @property
    def address(self):
        live = self.standing.live
        section = self.facts_form["section"].value() if self.may_write_facts else None
        return address_line(
            self.texts_form,
            section or self.article.section_id,
            self.article.pk,
            was_out=bool(live or self.standing.planned or self.edition.published_version),
            live_slug=live and live.slug,
            live_path=self.public_path,
        )

    @property
    def has_unsaved(self):
        """Whether the page shows what is saved nowhere: it was refused, or clashed."""
        return bool(self.conflict or self.error_count())

    @property
    def saved_at(self):
        """When the texts were last saved: the time of today, or date and time."""
        moment, language = self.edition.edited_at, get_language()
        if moment is None:
            return None
        is_today = timezone.localdate(moment) == timezone.localdate()
        return (formats.clock_time if is_today else formats.date_and_time)(moment, language)

    def open_acts(self):
        """The names of the acts that make sense now and are allowed."""
        state, states = self.edition.state, Edition.State
        acts = set()
        if self.may_write_texts and state == states.DRAFT:
            acts.add("submit")
        if self.may_publish:
            acts |= {"publish", "schedule"}
            if self.edition.version and state != states.APPROVED:
                acts.add("approve")
            if state == states.IN_REVIEW:
                acts.add("send_back")
            if self.standing.planned:
                acts.add("unschedule")
            if self.standing.live or self.standing.planned:
                acts.add("take_down")
        return acts

    @cached_property
    def alerts(self):
        """The alerts about the article that are not over, as rows."""
        now = timezone.now()
        return [line(alert, now) for alert in alerting.open_alerts(self.article.pk)]

    def newest_events(self):
        if self.edition.pk is None:
            return []
        newest = EditorialEvent.objects.filter(edition=self.edition).select_related("actor")
        events = list(newest.order_by("-id")[:NEWEST_EVENTS])
        for event in events:
            event.in_words = moment_in_words(event.created_at)
        return events

    def error_count(self):
        if self.request.method != "POST":
            return 0
        return sum(len(form.errors) for form in (self.facts_form, self.texts_form, self.act_form))

    @property
    def live_since(self):
        return moment_in_words(self.standing.live.live_from)

    @property
    def live_until(self):
        end = self.standing.live.live_until
        return moment_in_words(end) if end else None

    @property
    def planned_from(self):
        return moment_in_words(self.standing.planned.live_from)

    @property
    def withdrawn_at(self):
        return moment_in_words(self.edition.withdrawn_at)

    @cached_property
    def public_path(self):
        paths = addresses.live_paths([self.article.pk], self.language, timezone.now())
        return paths.get(self.article.pk)

    @property
    def shown_facts(self):
        """The shared facts in words, for those who may not change them."""
        now = editing.facts_now(self.article)
        return [(label_of(name), self.facts_form.in_words(name, now[name])) for name in now]

    @property
    def shown_texts(self):
        """The texts that there are, for those who may not change them."""
        texts = editing.texts_now(self.article, self.language)
        return [(name, label_of(name), text) for name, text in texts.items() if text]
