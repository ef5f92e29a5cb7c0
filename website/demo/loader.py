"""The demonstration newsroom: the files beside this one, made into stories by the usual ways.

Everything passes through the library, ``editing`` and ``publishing`` as a newsroom's own work
would, so that the demo holds nothing that the desk could not have made.
"""

import io
import random
import tomllib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

import languages
from accounts.demo import DEMO_PASSWORD, make_demo_accounts
from accounts.models import User
from articles import editing, publishing
from articles.models import Alert, Article, Correction, Edition, Section, Topic
from audience import buckets, ranking, typical
from authors.models import Author
from images import files
from images.models import Image
from languages.columns import column, columns, translated_fields
from website.demo import readership
from website.demo.drawings import draw
from website.models import SiteSettings, StaticPage

HERE = Path(__file__).parent
__all__ = ["DEMO_PASSWORD", "load"]


def load():
    """Load the demo where there is no story yet; the accounts in any case, which are returned."""
    accounts = make_demo_accounts()
    if not Article.objects.exists():
        with transaction.atomic():
            Demo(timezone.now()).load()
    return accounts


def read(name):
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


def drawing(row):
    """The file of a picture, quickly written."""
    written = io.BytesIO()
    draw(row["drawing"]).save(written, "PNG", compress_level=1)
    return written.getvalue()


def texts_of(model, row):
    """The texts of a row in the languages that this newsroom has."""
    known = [column(n, code) for n in translated_fields(model) for code in languages.codes()]
    return {name: row[name] for name in known if name in row}


class Demo:
    """One loading; ages count back from ``now``. What was made is found by its key."""

    def __init__(self, now):
        self.now = now
        self.editor = User.objects.get(username="editor")
        self.made = {}
        self.articles = {}
        self.views = buckets.Counts()

    def load(self):
        self.load_images()
        self.load_newsroom()
        stories = [read(f"stories/{path.name}") for path in sorted(HERE.glob("stories/*.toml"))]
        stories = [story for story in stories if self.editions_of(story)]
        for story in stories:
            self.make_article(story)
        for story in stories:
            self.write_texts(story)
        for story in linked_first(stories):
            self.decide(story)
        for story in stories:
            self.revise(story)
        self.add_up_views()
        self.load_alerts()

    def load_images(self):
        rows = read("images.toml")["images"]
        with ThreadPoolExecutor(1) as ahead:  # the next is drawn while renditions of this are made
            drawn = ahead.map(drawing, rows)
            for row, png in zip(rows, drawn, strict=True):
                image = Image(
                    credit=row["credit"],
                    focal_x=round(row.get("focal_x", 0.5) * 100),
                    focal_y=round(row.get("focal_y", 0.5) * 100),
                    **texts_of(Image, row),
                )
                files.store(image, SimpleUploadedFile(f"{row['key']}.png", png))
                self.made["image", row["key"]] = image

    def load_newsroom(self):
        newsroom = read("newsroom.toml")
        for row in newsroom["sections"]:
            self.made["section", row["key"]] = Section.objects.create(
                colour=row["colour"], position=row["position"], **texts_of(Section, row)
            )
        site = texts_of(SiteSettings, newsroom["site"])
        for name in site.keys() & set(columns("navigation")):
            site[name] = ",".join(str(self.made["section", key].pk) for key in site[name])
        SiteSettings.objects.update_or_create(pk=1, defaults=site)
        for row in newsroom["topics"]:
            self.made["topic", row["key"]] = Topic.objects.create(**texts_of(Topic, row))
        for row in newsroom["authors"]:
            self.made["author", row["key"]] = Author.objects.create(
                slug=row["slug"],
                is_desk=row["is_desk"],
                portrait=self.made.get(("image", row.get("portrait"))),
                **texts_of(Author, row),
            )
        for position, row in enumerate(newsroom["pages"]):
            StaticPage.objects.create(
                slug=row["slug"], position=position, **texts_of(StaticPage, row)
            )

    def editions_of(self, story):
        """The texts of a story by language code, source first; of the languages there are."""
        editions = {
            code: story["editions"][code.replace("-", "_")]
            for code in languages.codes()
            if code.replace("-", "_") in story["editions"]
        }
        source = story["source_language"].replace("_", "-")
        if source not in editions:
            return {}
        return {source: editions[source]} | editions

    def make_article(self, story):
        facts = {
            "kind": story["kind"],
            "section": self.made["section", story["section"]].pk,
            "source_language": next(iter(self.editions_of(story))),
            "topics": [self.made["topic", key].pk for key in story["topics"]],
            "authors": [self.made["author", key].pk for key in story["authors"]],
            "lead_image": self.made["image", story["image"]].pk if "image" in story else None,
        }
        self.articles[story["key"]] = editing.create(by=self.editor, facts=facts)

    def write_texts(self, story):
        article = self.articles[story["key"]]
        for language, edition in self.editions_of(story).items():
            writer = self.editor
            if language != article.source_language:
                writer = User.objects.get(username=f"translator-{language}")
            texts = {name: edition[name] for name in editing.TEXT_FIELDS if name in edition}
            texts["body"] = self.with_ids(texts["body"])
            change = editing.TextsChange(language, texts, base=0)
            editing.save(article.pk, by=writer, texts=change)

    def with_ids(self, html):
        """The body with the numbers of the stories and images that it refers to by key."""
        for key, article in self.articles.items():
            html = html.replace(f'data-article="{key}"', f'data-article="{article.pk}"')
        for (kind, key), made in self.made.items():
            if kind == "image":
                html = html.replace(f'data-image="{key}"', f'data-image="{made.pk}"')
        return html

    def decide(self, story):
        """Bring each edition into the state that its file names."""
        first_published = self.now - timedelta(hours=story["age_hours"])
        for language, row in self.editions_of(story).items():
            edition = Edition.objects.get(article=self.articles[story["key"]], language=language)
            state = row.get("state", "live")
            if state == "in_review":
                publishing.submit(edition, by=self.editor)
            elif state == "approved":
                publishing.approve(edition, by=self.editor)
            elif state == "scheduled":
                at = self.now + timedelta(hours=row["in_hours"])
                publishing.publish(edition, by=self.editor, at=at)
            elif state != "draft":
                until = self.now - timedelta(hours=1) if state == "expired" else None
                publishing.publish(edition, by=self.editor, at=first_published, until=until)
                self.count_views(edition, story)
            if state == "withdrawn":
                publishing.take_down(edition, by=self.editor, reason=row["reason"])
        self.publish_corrections(story)

    def revise(self, story):
        """Change what has been decided on: a source that changes leaves the others stale."""
        for language, row in self.editions_of(story).items():
            if "update" not in row:
                continue
            update = row["update"]
            edition = Edition.objects.get(article=self.articles[story["key"]], language=language)
            texts = editing.texts_at(edition, edition.version)
            texts |= {name: update[name] for name in editing.TEXT_FIELDS if name in update}
            texts["body"] += self.with_ids(update.get("added", ""))
            change = editing.TextsChange(
                language, texts, base=edition.version, is_minor=update.get("minor", False)
            )
            editing.save(edition.article_id, by=self.editor, texts=change)
            if update.get("publish"):
                later = self.now - timedelta(hours=story["age_hours"] / 2)
                publishing.publish(edition, by=self.editor, at=later)

    def count_views(self, edition, story):
        dice = random.Random(f"{story['key']} {edition.language}")
        pace = readership.pace_of(story, dice)
        published_at = self.now - timedelta(hours=story["age_hours"])
        starts = readership.every_hour(published_at, self.now)
        for found_at in readership.beginnings(story, published_at, self.now):
            for start, views in readership.views_by(starts, pace, found_at, self.now):
                self.views[edition.pk, start] += views

    def add_up_views(self):
        buckets.add(self.views)
        buckets.forget(self.now)  # of the five minutes, those that would be forgotten by now
        ranking.rank(self.now)
        typical.learn(self.now)

    def publish_corrections(self, story):
        rows = {row["language"]: row["text"] for row in story.get("corrections", [])}
        texts = {f"text_{code}": text for code, text in rows.items()}
        texts = texts_of(Correction, texts)
        if texts:
            Correction.objects.create(
                article=self.articles[story["key"]],
                published_at=self.now - timedelta(hours=story["age_hours"] / 2),
                published_by=self.editor,
                **texts,
            )

    def load_alerts(self):
        for row in read("alerts.toml")["alerts"]:
            starts_at = self.now + timedelta(hours=row["starts_in_hours"])
            is_draft = row.get("is_draft", False)
            Alert.objects.create(
                article=self.articles.get(row.get("article")),
                starts_at=starts_at,
                ends_at=self.now + timedelta(hours=row["ends_in_hours"]),
                priority=row["priority"],
                created_by=self.editor,
                released_at=None if is_draft else min(starts_at, self.now),
                released_by=None if is_draft else self.editor,
                **texts_of(Alert, row),
            )


def linked_first(stories):
    """Stories in an order in which what one links to is published before it, where that can be."""
    by_key = {story["key"]: story for story in stories}
    ordered = {}

    def visit(story, path):
        if story["key"] in ordered or story["key"] in path:
            return
        markup = "".join(edition["body"] for edition in story["editions"].values())
        for key in by_key:
            if f'data-article="{key}"' in markup:
                visit(by_key[key], {*path, story["key"]})
        ordered[story["key"]] = story

    for story in stories:
        visit(story, set())
    return ordered.values()
