"""The library as people look through it: what may be asked of it, and a page of answers."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from babel import dates
from django import forms
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

import languages
from images.models import Image, Rendition
from images.renditions import pictures
from languages.admin import in_some_language
from languages.columns import column, columns
from languages.finding import first_ids
from languages.forms import DayInput, language_attributes, own_name_choices
from languages.ids import LARGEST_ID, id_typed

PAGE_SIZE = 48  # whole rows of 2, 3, 4, 6 or 8
FEW = 1000  # images, that one query may name
WINDOW = 4000  # images, that a page looks through
DAY = timedelta(days=1)
SOON = timedelta(days=30)


def day_in_words(day):
    return dates.format_date(day, "medium", locale=languages.locale(get_language()))


class LibraryForm(forms.Form):
    """What a person asks of the library, in the address; all of it must hold at once.

    An answer that makes no sense counts as none.
    """

    q = forms.CharField(
        required=False,
        max_length=200,
        label=gettext_lazy("Search the images"),
        help_text=gettext_lazy("Words of the texts or the credit, or a number"),
        widget=forms.TextInput(attrs={"type": "search", "dir": "auto"}),
    )
    missing = forms.ChoiceField(
        required=False, label=gettext_lazy("Without alternative text in language")
    )
    rights = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Rights"),
        choices=[
            ("", "–"),
            ("ended", gettext_lazy("Ended")),
            ("soon", gettext_lazy("End within 30 days")),
        ],
    )
    since = forms.DateField(required=False, label=gettext_lazy("Uploaded from"), widget=DayInput)
    until = forms.DateField(required=False, label=gettext_lazy("Uploaded until"), widget=DayInput)
    uncredited = forms.BooleanField(required=False, label=gettext_lazy("Without credit"))
    unused = forms.BooleanField(required=False, label=gettext_lazy("Used nowhere"))
    mine = forms.BooleanField(required=False, label=gettext_lazy("Uploaded by me"))
    before = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_ID)
    after = forms.IntegerField(required=False, min_value=0, max_value=LARGEST_ID)

    def __init__(self, data, **kwargs):
        super().__init__(data, label_suffix="", **kwargs)
        self.fields["missing"].choices = [("", "–"), *own_name_choices()]
        self.is_valid()

    def asked(self, name):
        """What was asked, or None; an empty answer is none."""
        return self.cleaned_data.get(name) or None

    @property
    def filters(self):
        """The fields that stand behind "Filters", in their order."""
        names = ["missing", "rights", "since", "until", "uncredited", "unused", "mine"]
        return [self[name] for name in names]

    @cached_property
    def chips(self):
        """What was asked beside the words, each in words and with the address without it."""
        return [
            {"name": name, "words": words, "url": self.address_without(name)}
            for name, words in self._in_words()
        ]

    def _in_words(self):
        if code := self.asked("missing"):
            name = languages.own_name(code)
            yield "missing", _("Without alternative text: %(language)s") % {"language": name}
        if rights := self.asked("rights"):
            ended = rights == "ended"
            yield "rights", _("Rights have ended") if ended else _("Rights end within 30 days")
        if since := self.asked("since"):
            yield "since", _("Uploaded from %(day)s") % {"day": day_in_words(since)}
        if until := self.asked("until"):
            yield "until", _("Uploaded until %(day)s") % {"day": day_in_words(until)}
        for name in ("uncredited", "unused", "mine"):
            if self.asked(name):
                yield name, str(self.fields[name].label)

    def address_without(self, *names):
        """The query of the address with all that was asked but this, from the newest on."""
        kept = self.data.copy()
        for name in (*names, "before", "after"):
            kept.pop(name, None)
        return f"?{kept.urlencode()}"

    def address_with(self, name, value):
        """The query of the address of the page before or after a number."""
        kept = self.data.copy()
        for key in ("before", "after", "part"):
            kept.pop(key, None)
        kept[name] = value
        return f"?{kept.urlencode()}"

    @cached_property
    def asks_something(self):
        return bool(self.asked("q") or self.chips)

    def images(self, user):
        """The images that fit, with the columns that a tile shows; in no order yet."""
        found = Image.objects.rewrite(False).only(
            *columns("alt_text"),
            *columns("caption"),
            "is_decorative",
            "credit",
            "rights_end",
            "focal_x",
            "focal_y",
        )
        return found.filter(*self._indexed(user), *self._asked_of_each)

    @property
    def is_walked(self):
        """Whether images have to be looked at one by one, to find those that fit."""
        return bool(self.asked("q") or self.chips)

    def few(self, user):
        """The ids of all that may fit, where an index can name them; None where they are many.

        One query for each thing asked.
        """
        rows = Image.objects.order_by().values_list("pk", flat=True)
        named = [first_ids(rows.filter(condition), FEW + 1) for condition in self._indexed(user)]
        few = [set(ids) for ids in named if len(ids) <= FEW]
        return set.intersection(*few) if few else None

    def _indexed(self, user):
        """What was asked that an index answers, each for itself."""
        today = timezone.localdate()
        if words := self.asked("q"):
            yield words_or_number(words)
        if self.asked("rights") == "ended":
            yield Q(rights_end__lt=today)
        if self.asked("rights") == "soon":
            yield Q(rights_end__range=(today, today + SOON))
        since, until = self.asked("since"), self.asked("until")
        if since or until:
            after = Q(uploaded_at__gte=start_of(since)) if since else Q()
            yield after & (Q(uploaded_at__lt=start_of(until + DAY)) if until else Q())
        if self.asked("uncredited"):
            yield Q(credit="")
        if self.asked("mine"):
            yield Q(uploaded_by=user.pk)

    @property
    def _asked_of_each(self):
        if code := self.asked("missing"):
            name = column("alt_text", code)
            yield Q(**{name: ""}) | Q(**{f"{name}__isnull": True})
            yield Q(is_decorative=False)
        if self.asked("unused"):
            yield from (~condition for condition in used_somewhere())

    def newest(self):
        """The number from which a walk begins where only older images are asked for, if any.

        Numbers grow with the day of the upload.
        """
        until = self.asked("until")
        if not until:
            return None
        older = Image.objects.filter(uploaded_at__lt=start_of(until + DAY))
        return older.order_by("-uploaded_at").values_list("pk", flat=True).first()


def words_or_number(text):
    number, is_address = id_typed(text)
    if number and (is_address or text.startswith("#")):
        return Q(pk=number)
    found = Q(found_by__finds=text)
    return Q(pk=number) | found if number else found


def start_of(day):
    return timezone.make_aware(datetime.combine(day, time.min))


def used_somewhere():
    """A condition for each kind of row that refers to images; apps above are asked by relation."""
    for relation in Image._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or relation.related_model is Rendition:
            continue
        if relation.one_to_many or relation.one_to_one:
            users = relation.related_model._base_manager
            yield Exists(users.filter(**{relation.field.attname: OuterRef("pk")}))


@dataclass(frozen=True)
class Tile:
    """An image as it stands in the grid."""

    image: Image
    picture: object  # None while no rendition is made

    @property
    def pk(self):
        return self.image.pk

    @property
    def url(self):
        return reverse("admin:images_image_change", args=[self.pk])

    @property
    def thumb(self):
        """The address of a small picture, also while renditions are still to be made."""
        return thumbnail_of(self.pk, self.picture)

    @cached_property
    def _name_and_language(self):
        alt_text = in_some_language(self.image, "alt_text")
        return alt_text if alt_text[0] else in_some_language(self.image, "caption")

    @property
    def name(self):
        return self._name_and_language[0] or f"#{self.pk}"

    @property
    def language_attributes(self):
        code = self._name_and_language[1]
        return language_attributes(code) if code else {"lang": "", "dir": "ltr"}

    @property
    def missing(self):
        """The languages in which it has no alternative text and needs one."""
        return missing_languages(self.image)

    @property
    def is_without_any(self):
        return len(self.missing) == len(languages.codes())

    @property
    def rights_notice(self):
        """What to know about rights that have ended or soon do: ("stop" or "warn", in words)."""
        return rights_notice(self.image.rights_end)


def thumbnail_of(image_id, picture):
    smallest = picture.smallest if picture else None
    return smallest or reverse("admin:images_image_preview", args=[image_id])


def missing_languages(image):
    if image.is_decorative:
        return []
    return [
        {"name": languages.own_name(code), "code": languages.tag(code)[:2], **attributes}
        for code in languages.codes()
        if not getattr(image, column("alt_text", code))
        for attributes in [language_attributes(code)]
    ]


def rights_notice(end):
    today = timezone.localdate()
    if end is None or end > today + SOON:
        return None
    if end < today:
        return "stop", _("Rights ended %(day)s") % {"day": day_in_words(end)}
    return "warn", _("Rights end %(day)s") % {"day": day_in_words(end)}


def tiles(images):
    """Tiles of images that were read already, with their smallest pictures. One query."""
    images = list(images)
    found = pictures(image.pk for image in images)
    return [Tile(image, found.get(image.pk)) for image in images]


class LibraryPage:
    """The newest images that fit, or those before or after a number; no count.

    Costs the same in a library of any size: where few images fit, an index names them all; else
    it is walked, at most ``WINDOW`` images far, and "Older" goes on from there.
    """

    def __init__(self, form, user, size=PAGE_SIZE):
        self.form, self.size = form, size
        self.found, self.few = form.images(user), form.few(user)
        if self.few is not None:
            self.found = self.found.filter(pk__in=self.few)
        before, after = form.cleaned_data.get("before"), form.cleaned_data.get("after")
        if after is None:
            rows, newer, older = self._from(before)
        else:
            rows, newer, older = self._after(after)
        self.tiles = tiles(rows)
        self.newer = form.address_with("after", newer) if newer is not None else None
        self.older = form.address_with("before", older) if older is not None else None

    def _from(self, before):
        """The rows, the number after which newer ones are and that before which older ones are."""
        found, walked = self.found, Image.objects.order_by("-pk")
        if before:
            found, walked = found.filter(pk__lt=before), walked.filter(pk__lt=before)
        elif self.few is None and (newest := self.form.newest()):
            walked = walked.filter(pk__lte=newest)
            found = found.filter(pk__lte=newest)
        last = self._end_of_window(walked)
        if last is not None:
            found = found.filter(pk__gte=last)
        rows = list(found.order_by("-pk")[: self.size + 1])
        older = rows[self.size - 1].pk if len(rows) > self.size else last
        rows = rows[: self.size]
        return rows, before and (rows[0].pk if rows else before - 1), older

    def _after(self, after):
        found = self.found.filter(pk__gt=after)
        last = self._end_of_window(Image.objects.order_by("pk").filter(pk__gt=after))
        if last is not None:
            found = found.filter(pk__lte=last)
        rows = list(found.order_by("pk")[: self.size + 1])
        newer = rows[self.size - 1].pk if len(rows) > self.size else last
        rows = rows[: self.size][::-1]
        return rows, newer, rows[-1].pk if rows else after + 1

    def _end_of_window(self, walked):
        """The number of the last image to be looked at; None where all may be."""
        if self.few is not None or not self.form.is_walked:
            return None
        numbers = walked.values_list("pk", flat=True)[WINDOW - 1 : WINDOW + 1]
        last, *beyond = [*numbers] or [None]
        return last if beyond else None
