"""What the page of an edition shows where somebody else has saved meanwhile."""

from dataclasses import dataclass

from articles import body
from articles.admin.strips import moment_in_words
from articles.forms import label_of


def choice(request, name):
    """What a person decided about a disputed field: "theirs", "mine", or None for not yet."""
    posted = request.POST.get(f"choice-{name}")
    return posted if posted in {"theirs", "mine"} else None


@dataclass(frozen=True)
class Dispute:
    """A field that two people changed, both values as they are shown, and the choice so far."""

    name: str
    label: str
    theirs: object
    mine: object
    choice: str | None
    is_text: bool

    @property
    def is_html(self):
        return self.name == "body"


class ConflictPanel:
    """Both sides of an ``editing.Conflict``: nothing is saved until each dispute is decided."""

    def __init__(self, conflict, page):
        self.clashes, self.latest = conflict.clashes, conflict.latest
        self.is_about_texts = bool(conflict.language)
        self.page, self.request = page, page.request

    @property
    def moment(self):
        return moment_in_words(self.latest.created_at)

    @property
    def over_field(self):
        """The hidden field that says which later version the person sees beside the own."""
        return "texts_over" if self.is_about_texts else "facts_over"

    @property
    def disputes(self):
        """What both changed. What only one of the two changed will be kept from both."""
        return [
            self._dispute(clash)
            for clash in self.clashes
            if clash.mine != clash.base and clash.theirs != clash.base
        ]

    def _dispute(self, clash):
        name, theirs, mine = clash.field, clash.theirs, clash.mine
        if not self.is_about_texts:
            in_words = self.page.facts_form.in_words
            theirs, mine = in_words(name, theirs), in_words(name, mine)
        elif name == "body":
            theirs, mine = body.clean(theirs), body.clean(mine)
        decided = choice(self.request, name)
        return Dispute(name, label_of(name), theirs, mine, decided, self.is_about_texts)

    @property
    def other_decisions(self):
        """What was decided about the other half, facts or texts, to be sent along again."""
        shown = {f"choice-{clash.field}" for clash in self.clashes} | {self.over_field}
        return [
            (name, value)
            for name, value in self.request.POST.items()
            if (name.startswith("choice-") or name.endswith("_over")) and name not in shown
        ]
