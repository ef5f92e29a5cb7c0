"""Authors and topics of an article: found as one types, never chosen from a list of them all."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models import Topic
from authors.models import Author
from languages.admin import in_some_language
from languages.columns import columns
from languages.forms import language_attributes
from languages.ids import id_in

MOST_OF_ONE_NAME = 50  # that share the beginnings of their words with the one that is meant


def names_of(model, ids):
    """What those rows that there are go by: (name, language) by id. One query; none for no id."""
    if not ids:
        return {}
    rows = model.objects.rewrite(False).only(*columns("name")).filter(pk__in=ids)
    return {row.pk: in_some_language(row, "name") for row in rows}


def called(model, name):
    """The ids of the rows that are called exactly so in some language. One query."""
    rows = model.objects.rewrite(False).filter(found_by__finds=name)
    found = rows.values_list("pk", *columns("name"))[:MOST_OF_ONE_NAME]
    return [pk for pk, *names in found if name.casefold() in {(n or "").casefold() for n in names}]


def may_add(user, model, language):
    """Whether somebody may make an author or a topic that is named in a language."""
    may_make = user.has_perm(f"{model._meta.app_label}.add_{model._meta.model_name}")
    return may_make and user.has_perm("accounts.write_language", language)


def number_in(text):
    """The id that ``12`` or ``#12`` means, else None."""
    return id_in(text.removeprefix("#"))


class ChosenWidget(forms.Widget):
    """A row for each that is chosen, in order, and fields to add some by name or number.

    ``static/js/desk/chosen.js`` makes of it a field that finds, and rows to move and remove.
    ``language`` is the one in which new ones are named by those who ``may_add``.
    """

    template_name = "admin/widgets/chosen.html"
    use_fieldset = True
    spare_fields = 2  # for those without scripts
    language = None
    may_add = False

    def __init__(self, model, words, *, is_ordered):
        super().__init__()
        self.model, self.words, self.is_ordered = model, words, is_ordered

    def names(self, ids):
        """See ``names_of``."""
        return names_of(self.model, ids)

    def get_context(self, name, value, attrs):
        typed = [str(item) for item in value or []]
        names = self.names([number_in(item) for item in typed if number_in(item)])
        rows = [self._row(number_in(item), names) for item in typed if number_in(item) in names]
        unknown = [item for item in typed if number_in(item) not in names]
        kind = self.model._meta.model_name
        return super().get_context(name, None, attrs) | {
            "kind": kind,
            "rows": rows,
            "words": self.words,
            "is_ordered": self.is_ordered,
            "fields": [*unknown, *[""] * (1 + self.spare_fields)],
            "find_url": reverse("admin:find"),
            "add_url": reverse("admin:articles_article_add_named", args=[kind])
            if self.may_add
            else None,
            "language": self.language,
        }

    def _row(self, pk, names):
        text, language = names[pk]
        attributes = language_attributes(language) if language else {}
        return {"id": pk, "name": text or f"#{pk}"} | attributes

    def value_from_datadict(self, data, files, name):
        values = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
        return [str(value).strip() for value in values if str(value).strip()]

    def id_for_label(self, id_):
        return None


class ChosenField(forms.Field):
    """The ids of rows, in order; a name is taken for the one row that is called so."""

    model = None
    words = {}
    is_ordered = False
    refuses_twice = False
    widget_class = ChosenWidget

    def __init__(self, **kwargs):
        widget = self.widget_class(self.model, self.words, is_ordered=self.is_ordered)
        super().__init__(required=False, **kwargs | {"widget": widget})

    def clean(self, value):
        typed = super().clean(value) or []
        chosen = [number_in(item) or self._called(item) for item in typed]
        names = self.widget.names(chosen)
        for pk in chosen:
            if pk not in names:
                raise ValidationError(self.words["gone"])
            if self.refuses_twice and chosen.count(pk) > 1:
                raise ValidationError(self.words["twice"] % {"name": names[pk][0]})
        return [*dict.fromkeys(chosen)]

    def _called(self, name):
        found = called(self.model, name)
        if len(found) == 1:
            return found[0]
        raise ValidationError(self.words["several" if found else "none"] % {"name": name})

    def use_language(self, language, user):
        """Let the person name new ones in a language, where that is allowed."""
        self.widget.language = language
        self.widget.may_add = may_add(user, self.model, language)

    def in_words(self, ids):
        """What those go by, in order."""
        names = self.widget.names(ids)
        return [names[pk][0] if pk in names else f"#{pk}" for pk in ids]


class BylineField(ChosenField):
    model = Author
    is_ordered = True
    refuses_twice = True
    words = {
        "add": _("Add an author…"),
        "hint": _("By name or number."),
        "create": _("New author: “%(name)s”"),
        "up": _("Move up: %(name)s"),
        "down": _("Move down: %(name)s"),
        "moved": _("%(name)s: place %(place)s of %(count)s"),
        "remove": _("Remove: %(name)s"),
        "removed": _("Removed: %(name)s"),
        "added": _("Added: %(name)s"),
        "gone": _("One of the authors is not there any more."),
        "twice": _("“%(name)s” stands in the byline twice."),
        "none": _("No author is called “%(name)s”."),
        "several": _("Several authors are called “%(name)s”. Give the number of the one you mean."),
    }


class TopicsField(ChosenField):
    """Their order means nothing: an article is in the list of each."""

    model = Topic
    words = {
        "add": _("Add a topic…"),
        "hint": _("By name or number."),
        "create": _("New topic: “%(name)s”"),
        "remove": _("Remove: %(name)s"),
        "removed": _("Removed: %(name)s"),
        "added": _("Added: %(name)s"),
        "gone": _("One of the topics is not there any more."),
        "none": _("No topic is called “%(name)s”."),
        "several": _("Several topics are called “%(name)s”. Give the number of the one you mean."),
    }
