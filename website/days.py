"""Days of the newsroom: from midnight to midnight in its own time zone, be that 23 hours or 25."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import groupby

from django.utils import timezone


def midnight(day):
    return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())


def bounds(day):
    """The moments at which a day begins and the next one does."""
    return midnight(day), midnight(day + timedelta(days=1))


def bounds_of_month(first):
    """The moments at which the month of a first day begins and the next one does."""
    return midnight(first), midnight((first + timedelta(days=31)).replace(day=1))


def day_of(moment):
    return timezone.localdate(moment, timezone.get_default_timezone())


def day_path(language, day):
    return f"/{language}/{day:%Y/%m/%d}/"


@dataclass(frozen=True)
class Day:
    """A day in a language, as a link to its page and with what a list shows of it."""

    language: str
    moment: datetime  # any of the day
    stories: list = field(default_factory=list)

    @property
    def path(self):
        return day_path(self.language, day_of(self.moment))


def newest(language, publications):
    """The day of the newest of some publications."""
    return Day(language, max(publication.published_at for publication in publications))


def by_day(language, cards):
    """Stories in their order, newest first, under their days."""
    groups = groupby(cards, lambda card: day_of(card.publication.published_at))
    found = [list(group) for _, group in groups]
    return [Day(language, cards[0].publication.published_at, cards) for cards in found]
