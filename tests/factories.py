"""Plain functions that make what a test needs; defaults are boring, overrides tell the story."""

import io
from itertools import count

from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image as Pillow

import languages
from accounts.models import User
from accounts.roles import CHIEF_EDITOR
from articles import editing, publishing
from articles.models import Alert, Section, Topic
from audience.models import TypicalViews
from audience.typical import AGES
from authors.models import Author
from images import files, making
from images.models import Image
from languages.columns import column

numbers = count(1)


def make_user(role=CHIEF_EDITOR, *, languages=(), sections=(), **fields):
    """A member of staff with a role; the password is ``password``."""
    number = next(numbers)
    fields = {"username": f"user-{number}", "is_staff": True, "languages": list(languages)} | fields
    user = User(**fields)
    user.set_password("password")
    user.save()
    if role:
        user.groups.add(Group.objects.get_or_create(name=role)[0])
    user.sections.add(*sections)
    return user


def in_every_language(**fields):
    """Each field in each language: ``name_fr="name 1 fr"``."""
    return {
        column(name, code): f"{value}-{code}" if name == "slug" else f"{value} {code}"
        for name, value in fields.items()
        for code in languages.codes()
    }


def make_section(**fields):
    number = next(numbers)
    named = in_every_language(name=f"Section {number}", slug=f"section-{number}")
    return Section.objects.create(**named | fields)


def make_topic(**fields):
    number = next(numbers)
    named = in_every_language(name=f"Topic {number}", slug=f"topic-{number}")
    return Topic.objects.create(**named | fields)


def make_author(**fields):
    number = next(numbers)
    named = in_every_language(name=f"Author {number}")
    return Author.objects.create(**{"slug": f"author-{number}"} | named | fields)


def picture_file(width=1200, height=800, *, format="png", colour=None, name=None):
    written = io.BytesIO()
    number = next(numbers)  # no two files are the same, for those of earlier tests still lie there
    colour = colour or (number % 256, number // 256 % 256, 74)
    Pillow.new("RGB", (width, height), colour).save(written, format)
    return SimpleUploadedFile(name or f"picture.{format}", written.getvalue(), f"image/{format}")


def make_image(upload=None, **fields):
    """An image in the library, with its renditions (small, so that it is quick)."""
    named = in_every_language(alt_text="What is seen", caption="A caption")
    image = Image(**{"credit": "A photographer"} | named | fields)
    files.store(image, upload or picture_file(48, 32))
    making.make(image.pk)  # a test's transaction never ends, which the task would wait for
    return image


def texts(language="fr", **fields):
    """The texts of an edition that can be published."""
    return {
        "headline": f"Headline {language}",
        "summary": f"Summary {language}",
        "body": f"<p>Body {language}</p>",
    } | fields


def make_article(*, by=None, language="fr", section=None, authors=None, topics=(), **fields):
    """An article with the texts of its source edition; ``headline=…`` overrides one."""
    by = by or make_user()
    facts = {
        "section": (section or make_section()).pk,
        "source_language": language,
        "authors": [author.pk for author in (authors or [make_author()])],
        "topics": [topic.pk for topic in topics],
        "lead_image": fields.pop("lead_image").pk if fields.get("lead_image") else None,
        "kind": fields.pop("kind", "news"),
    }
    change = editing.TextsChange(language, texts(language, **fields), base=0)
    return editing.create(by=by, facts=facts, texts=change)


def make_edition(*, language="fr", article=None, by=None, **fields):
    """An edition with texts; of a new article unless one is given."""
    by = by or make_user()
    if article is None:
        article = make_article(by=by, language=language, **fields)
    else:
        change = editing.TextsChange(language, texts(language, **fields), base=0)
        editing.save(article.pk, by=by, texts=change)
    return article.editions.get(language=language)


def make_publication(*, by=None, at=None, until=None, **fields):
    """A publication of a new edition (see ``make_edition``), live now unless ``at`` is given."""
    by = by or make_user()
    edition = make_edition(by=by, **fields)
    return publishing.publish(edition, by=by, at=at, until=until)


def make_alert(**fields):
    """An alert that an editor has released, running unless its moments say otherwise; with
    ``released_at=None`` a draft."""
    return Alert.objects.create(**{"released_at": timezone.now()} | fields)


def make_medians(views, *, language="fr", kind="news", until=AGES[-1]):
    """So many views are usual at each of the ages, as far as to one in hours."""
    for hours in AGES:
        if hours <= until:
            TypicalViews.objects.create(
                language=language, kind=kind, hours=hours, views=views, stories=9
            )
