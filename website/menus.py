"""The menu of a language as a chief editor arranges it: sections by name, in order."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.chosen import ChosenField, ChosenWidget
from articles.models import Section
from languages.admin import in_some_language
from languages.columns import columns


class MenuWidget(ChosenWidget):
    """``sections`` are what all of them go by, read once for the menus of every language."""

    template_name = "admin/widgets/menu.html"
    sections = {}
    label = ""

    def names(self, ids):
        return {pk: self.sections[pk] for pk in ids if pk in self.sections}

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        return context | {"label": self.label, "language": ""}


class HiddenIds(forms.HiddenInput):
    """One value, so that a menu which was shown empty comes back as such."""

    def format_value(self, value):
        return ",".join(value or [])

    def value_from_datadict(self, data, files, name):
        return [*filter(None, data.get(name, "").split(","))]


class MenuField(ChosenField):
    """Ids of sections as the model has them, joined by commas."""

    model = Section
    widget_class = MenuWidget
    hidden_widget = HiddenIds
    is_ordered = True
    words = {
        "add": _("Add a section…"),
        "hint": _("By name or number."),
        "up": _("Move up: %(name)s"),
        "down": _("Move down: %(name)s"),
        "moved": _("%(name)s: place %(place)s of %(count)s"),
        "remove": _("Remove: %(name)s"),
        "removed": _("Removed: %(name)s"),
        "added": _("Added: %(name)s"),
        "gone": _("One of the sections is not there any more."),
        "none": _("No section is called “%(name)s”."),
        "several": _(
            "Several sections are called “%(name)s”. Give the number of the one you mean."
        ),
    }

    def prepare_value(self, value):
        """A section that is gone is in no menu: neither shown nor kept."""
        if not isinstance(value, str):
            return value
        ids = [int(pk) for pk in value.split(",") if pk]
        return [str(pk) for pk in self.widget.names(ids)]

    def clean(self, value):
        return ",".join(str(pk) for pk in super().clean(value))

    def has_changed(self, initial, data):
        return (self.prepare_value(initial) or []) != (self.prepare_value(data) or [])


def sections():
    """What the sections go by, for ``MenuWidget``. One query; there are few."""
    rows = Section.objects.rewrite(False).only(*columns("name"))
    return {row.pk: in_some_language(row, "name") for row in rows}
