"""The parts of the desk's first page: groups of things that one can act on."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import get_language

from languages import formats

MOST_COUNTED = 99  # beyond this a group says "99+" and reads no further


@dataclass
class Item:
    """One thing to act on: what it is, what is to be known, and the link to where one acts."""

    text: str
    url: str
    mark: str = ""
    word: str = ""
    lang: str = ""
    dir: str = ""
    facts: list = field(default_factory=list)
    note: str = ""
    act: str = ""
    is_danger: bool = False
    cells: list = field(default_factory=list)
    address: str = ""
    at: datetime | None = None
    clock: str = ""


@dataclass
class Group:
    """A part of the page."""

    name: str
    title: str
    items: list = field(default_factory=list)
    more: str = ""
    more_url: str = ""
    empty: str = ""
    empty_act: str = ""
    empty_url: str = ""
    count: int = 0
    has_failed: bool = False

    @property
    def number(self):
        """How many there are, for the heading; a group that shows the latest has no such number."""
        if self.count > MOST_COUNTED:
            return f"{MOST_COUNTED}+"
        return formats.number(self.count, get_language()) if self.count else ""
