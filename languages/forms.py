"""Form fields for texts in a language and for moments of the newsroom's clock."""

from datetime import UTC

from babel import dates
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

import languages
from languages import formats


def language_attributes(code):
    """The attributes by which a text field says what it holds."""
    return {"lang": languages.tag(code), "dir": languages.direction(code)}


def own_name_choices():
    """The languages by their own names, for a choice."""
    return [(code, languages.own_name(code)) for code in languages.codes()]


class LongTextField(forms.CharField):
    """Text of several lines, with one kind of line end whatever the browser sends."""

    def to_python(self, value):
        value = super().to_python(value)
        return value.replace("\r\n", "\n") if value else value


class ShownText(forms.Widget):
    """A text that may be read and not changed, in its language."""

    template_name = "admin/widgets/shown_text.html"

    def use_required_attribute(self, initial):
        return False

    def id_for_label(self, id_):
        return None


def _zone_now():
    return formats.zone_name(timezone.now(), get_language())


class MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__({"dir": "ltr"} | (attrs or {}), format="%Y-%m-%dT%H:%M")


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__({"dir": "ltr"} | (attrs or {}), format="%Y-%m-%d")


class HiddenMoment(MomentInput):
    input_type = "hidden"


class MomentField(forms.DateTimeField):
    """A moment to the minute on the newsroom's clock, whose zone stands beside it.

    Refuses a time that the clock skips or shows twice, rather than choose one silently.
    """

    widget = MomentInput
    hidden_widget = HiddenMoment

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", lazy(_zone_now, str)())
        super().__init__(**kwargs)

    def prepare_value(self, value):
        value = super().prepare_value(value)
        if hasattr(value, "replace") and hasattr(value, "minute"):
            value = value.replace(second=0, microsecond=0)
        return value

    def to_python(self, value):
        if value in self.empty_values:
            return None
        if hasattr(value, "tzinfo"):
            return value
        try:
            moment = parse_datetime(value.strip())
        except ValueError:
            moment = None
        if moment is None or not 1900 <= moment.year < 2200:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return moment if moment.tzinfo else on_the_newsroom_clock(moment)

    def has_changed(self, initial, data):
        try:
            return self._to_the_minute(initial) != self._to_the_minute(data)
        except ValidationError:
            return True

    def _to_the_minute(self, value):
        moment = self.to_python(value)
        return moment and moment.replace(second=0, microsecond=0)


def on_the_newsroom_clock(naive):
    """The moment when the newsroom's clock shows a time; refused where it is not exactly one."""
    zone = timezone.get_default_timezone()
    first, second = naive.replace(tzinfo=zone, fold=0), naive.replace(tzinfo=zone, fold=1)
    if first.utcoffset() == second.utcoffset():
        return first
    skipped = first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != naive
    locale = languages.locale(get_language())
    params = {
        "day": dates.format_date(naive, "full", locale=locale),
        "time": dates.format_time(naive, "short", locale=locale),
        "place": dates.get_timezone_location(zone, locale=locale, return_city=True),
    }
    if skipped:
        message = _(
            "%(day)s, %(time)s does not exist in %(place)s: the clocks go forward then."
            " Choose another time."
        )
        raise ValidationError(message, code="skipped", params=params)
    message = _(
        "%(day)s, %(time)s comes twice in %(place)s: the clocks go back then. Choose another time."
    )
    raise ValidationError(message, code="repeated", params=params)
