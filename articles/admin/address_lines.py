"""The address of an edition, as the line under its headline shows it."""

from dataclasses import dataclass

from articles.models import Section
from languages.columns import column
from languages.ids import id_in
from languages.slugs import slugify

UNKNOWN = "…"


@dataclass(frozen=True)
class AddressLine:
    """The parts of the address that the texts of a form lead to.

    ``live_path`` is the address where readers see the edition now, if they do, and ``live_slug``
    the part of it that is made of words. Until a story was decided to go out, an address that was
    made from the headline ``follows`` it.
    """

    language: str
    section: str
    typed: str
    made: str
    number: str
    was_out: bool
    live_slug: str | None = None
    live_path: str | None = None

    @property
    def slug(self):
        return self.typed or self.made

    @property
    def follows(self):
        return not self.typed or (not self.was_out and self.typed == self.made)

    @property
    def is_changed(self):
        """Whether readers' links will lead on to another address than the present one."""
        return self.live_slug is not None and self.slug != self.live_slug


def address_line(texts_form, section_id, article_id=None, **live):
    """The line for the texts of a form. One query where a section is known."""
    language = texts_form.language
    sections = Section.objects.filter(pk=id_in(section_id))
    return AddressLine(
        language=language,
        section=sections.values_list(column("slug", language), flat=True).first() or UNKNOWN,
        typed=texts_form["slug"].value() or "",
        made=slugify(texts_form["headline"].value() or ""),
        number=str(article_id or UNKNOWN),
        **{"was_out": False} | live,
    )
