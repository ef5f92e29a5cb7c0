"""Stories by the thousand are what the desk could have made."""

import random
import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import transaction
from django.db.models import Sum
from django.test import TestCase, override_settings
from django.utils import timezone

import languages
from articles import addresses, body, editing, publishing
from articles.models import (
    Article,
    Edition,
    EditorialEvent,
    Publication,
    PublicationAuthor,
    Revision,
    Section,
)
from audience import buckets
from audience.models import DailyViews, HourlyViews, Tally, ViewTotal
from audience.reading import most_read
from authors.models import Author
from languages.columns import column
from languages.finding import words as words_to_find
from languages.slugs import slugify
from tests.factories import (
    make_author,
    make_image,
    make_publication,
    make_section,
    make_topic,
    make_user,
)
from website.demo import bulk
from website.demo.loader import read
from website.demo.voices import STRATA, TOWN, Plot, Voice, fillings

pytestmark = pytest.mark.thorough

NUMBER = 40


def words(html, language):
    text = re.sub(r"<[^>]*>", " ", html)
    # Chinese puts no spaces: two characters to a word, as most of its words have.
    return re.findall(r"[\u4e00-\u9fff]{2}" if language == "zh-hans" else r"[\w’'-]+", text)


def values(model, without, **found):
    """The row as the database has it, each column by itself."""
    names = [field.attname for field in model._meta.concrete_fields]
    row = model.objects.order_by().filter(**found)
    row = row.rewrite(False) if hasattr(row, "rewrite") else row
    return {name: value for name, value in row.values(*names).get().items() if name not in without}


class BulkTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor = make_user()
        make_publication(
            by=cls.editor,
            section=make_section(),
            authors=[make_author()],
            topics=[make_topic(), make_topic()],
            lead_image=make_image(),
        )
        make_section()
        make_author()
        cls.before = Article.objects.count()
        cls.progress = [*bulk.load(NUMBER, by=cls.editor)]
        cls.added = [*Article.objects.order_by("pk")[cls.before :]]

    def test_tells_how_far_it_has_come(self):
        self.assertEqual(self.progress, [NUMBER])

    def test_readers_see_every_story_in_every_language(self):
        ids = [article.pk for article in self.added]
        for code in languages.codes():
            with self.subTest(language=code):
                live = Publication.objects.live(code).filter(article_id__in=ids)
                self.assertEqual(live.count(), NUMBER)

    def test_story_has_its_page(self):
        article = self.added[-1]
        for code in ("en", "ar"):
            path = addresses.live_paths([article.pk], code, timezone.now())[article.pk]
            response = self.client.get(path)
            self.assertContains(response, article.text("headline", code))

    def test_numbers_add_up(self):
        editions = NUMBER * len(languages.codes())
        added = {"article_id__gte": self.added[0].pk}

        self.assertEqual(len(self.added), NUMBER)
        self.assertEqual(Edition.objects.filter(**added).count(), editions)
        self.assertEqual(Publication.objects.filter(**added).count(), editions)
        self.assertEqual(Revision.objects.filter(**added).count(), editions + NUMBER)
        events = EditorialEvent.objects.filter(edition__article_id__gte=self.added[0].pk)
        self.assertEqual(events.count(), editions)

    def test_every_edition_was_read_and_its_buckets_say_so_much(self):
        read = ViewTotal.objects.filter(edition__article_id__gte=self.added[0].pk, views__gt=0)

        self.assertEqual(read.count(), NUMBER * len(languages.codes()))
        self.assertEqual(buckets.rebuild_totals(), [])

    def test_tallies_say_how_much_was_read_of_what(self):
        total = ViewTotal.objects.aggregate(views=Sum("views"))["views"]
        by_kind = dict(Tally.objects.order_by().values_list("of").annotate(Sum("views")))
        author = self.added[0].bylines.get().author_id
        editions = Edition.objects.filter(article__bylines__author=author, language="ar")
        of_author = Tally.objects.filter(of="author", object_id=author, language="ar")

        self.assertEqual(by_kind["everything"], total)
        self.assertEqual(by_kind["section"], total)
        self.assertEqual(
            of_author.aggregate(views=Sum("views")),
            ViewTotal.objects.filter(edition__in=editions).aggregate(views=Sum("views")),
        )

    def test_hours_are_kept_for_as_long_as_they_would_be(self):
        forgotten = timezone.now() - buckets.HOURS_KEPT

        self.assertLess(DailyViews.objects.latest("day").day, forgotten.date() + timedelta(days=1))
        self.assertGreater(
            HourlyViews.objects.earliest("hour").hour, forgotten - timedelta(hours=1)
        )

    def test_the_newest_were_read_this_week_and_are_ranked(self):
        newest = self.added[-1].editions.get(language="es")
        week = HourlyViews.objects.filter(hour__gt=timezone.now() - timedelta(days=7))

        self.assertGreater(week.filter(edition=newest).count(), 5)
        for code in languages.codes():
            self.assertGreater(len(most_read(code, span="week")), 5)

    def test_bodies_are_clean_and_long_enough(self):
        for article in self.added[:8]:
            for code in languages.codes():
                with self.subTest(article=article.pk, language=code):
                    html = article.text("body", code)
                    self.assertEqual(body.clean(html), html)
                    self.assertGreaterEqual(len(words(html, code)), 150)
                    headline = article.text("headline", code)
                    self.assertEqual(article.text("slug", code), slugify(headline))

    def test_rows_are_what_the_desk_makes_of_the_same_texts(self):
        article = next(article for article in self.added if article.lead_image_id)
        made = self.made_by_the_desk(article)

        self.assertEqual(
            values(Article, {"id", "created_at", "modified_at"}, pk=article.pk),
            values(Article, {"id", "created_at", "modified_at"}, pk=made.pk),
        )
        keys = {"id", "article_id", "edition_id", "revision_id", "source_revision_id"}
        keys |= {"created_at", "edited_at"}
        for model in (Edition, Revision, Publication):
            for code in languages.codes():
                with self.subTest(model=model, language=code):
                    where = "language" if model is not Revision else "edition__language"
                    self.assertEqual(
                        values(model, keys, article=article, **{where: code}),
                        values(model, keys, article=made, **{where: code}),
                    )
        for at in ("topic_rows__topic", "author_rows__author", "revision__source_revision__number"):
            rows = Publication.objects.order_by("language", at).values_list("language", at)
            self.assertEqual([*rows.filter(article=article)], [*rows.filter(article=made)])
        self.assertEqual(editing.facts_at(article, 1), editing.facts_at(made, 1))
        self.assertEqual(editing.facts_now(article), editing.facts_now(made))

    def made_by_the_desk(self, article):
        made = editing.create(by=self.editor, facts=editing.facts_now(article))
        source = article.source_language
        for code in sorted(languages.codes(), key=lambda code: code != source):
            texts = editing.TextsChange(code, editing.texts_now(article, code), base=0)
            editing.save(made.pk, by=self.editor, texts=texts)
            at = article.publications.first().published_at
            publishing.publish(made.editions.get(language=code), by=self.editor, at=at)
        return made

    def test_moments_are_spread_over_ten_years(self):
        now = timezone.now()
        moments = sorted(row.published_at for row in Publication.objects.filter(language="en"))

        self.assertLess(now - timedelta(days=365.25 * 10), moments[0])
        self.assertLess(moments[0], now - timedelta(days=365 * 8))
        self.assertLess(now - timedelta(days=365 * 2), moments[-2])
        self.assertLess(moments[-2], now)

    def test_section_is_dormant_and_author_rare(self):
        dormant = Section.objects.rewrite(False).get(slug_en="almanac")
        newest = Publication.objects.in_section(dormant.pk).newest_first().first()
        rare = PublicationAuthor.objects.filter(author__slug="ilse-quandt", language="en")

        self.assertLess(newest.published_at, timezone.now() - bulk.DORMANT)
        self.assertEqual(rare.count(), 3)

    def test_second_call_adds_as_many_other_stories(self):
        known = {article.text("headline", "fr") for article in self.added}

        with override_settings(DEBUG=True):
            written = StringIO()
            call_command("demo", articles=NUMBER, stdout=written)

        self.assertIn(f"{NUMBER} of {NUMBER}", written.getvalue())
        self.assertEqual(Article.objects.count(), self.before + 2 * NUMBER)
        new = Article.objects.order_by("pk")[self.before + NUMBER :]
        self.assertFalse(known & {article.text("headline", "fr") for article in new})
        self.assertEqual(Author.objects.get(slug="ilse-quandt").bylines.count(), 3)

    def test_same_seed_gives_the_same_stories(self):
        same, again, other = (self.headline_of_one_more(seed) for seed in (7, 7, 8))

        self.assertEqual(same, again)
        self.assertNotEqual(same, other)

    def headline_of_one_more(self, seed):
        with transaction.atomic():
            [*bulk.load(1, by=self.editor, seed=seed)]
            headline = Article.objects.order_by("pk").last().text("headline", "ru")
            transaction.set_rollback(True)
        return headline

    def test_desk_goes_on_after_it(self):
        publication = make_publication(by=self.editor)

        self.assertGreater(publication.article_id, self.added[-1].pk)


class WithoutNewsroomTests(TestCase):
    def test_refused_without_a_section_that_all_languages_know(self):
        make_author()
        make_section(**{column("name", "ar"): ""})

        with self.assertRaises(ValidationError):
            next(bulk.load(1, by=make_user()))

        self.assertFalse(Section.objects.rewrite(False).filter(slug_en="almanac").exists())


@pytest.fixture(scope="module")
def voices():
    return {code: Voice(code, NUMBER) for code in languages.codes()}


@pytest.fixture
def plots():
    dice = random.Random(5)
    return [Plot.draw(dice) for _ in range(300)]


def test_languages_have_the_same_lists():
    def lengths(words):
        lists = {name: len(words[name]) for name in ("events", "sentences", "quotes", "headings")}
        return lists | {slot: len(fillings(text)) for slot, text in words["slots"].items()}

    sizes = [lengths(read(f"words/{code}.toml")) for code in languages.codes()]

    assert all(size == sizes[0] for size in sizes)
    assert sizes[0]["sentences"] == STRATA


def test_editions_tell_the_same(voices, plots):
    for plot in plots:
        headlines = [voice.write(plot)[0]["headline"] for voice in voices.values()]
        # Chinese counts money by ten thousands.
        numbers = [re.findall(r"\d+", text.replace("00万", "")) for text in headlines]

        assert len({tuple(sorted(found)) for found in numbers}) == 1, headlines


@pytest.mark.parametrize("language", languages.codes())
def test_texts_are_whole(voices, plots, language):
    for plot in plots:
        written, published, found = voices[language].write(plot)
        texts = [written["headline"], written["summary"], published]

        assert not [text for text in texts if re.search(r"[{}\[\]]|  | [.,;]|\.\.", text)]
        assert all(text[0] == text[0].upper() for text in texts)
        assert len(words(published, language)) >= 150
        assert written["slug"] == slugify(written["headline"])
        of_both = " ".join(dict.fromkeys(word for part in found for word in part))
        assert of_both == words_to_find(written["headline"], written["slug"])


@pytest.mark.parametrize("language", languages.codes())
def test_no_body_repeats_itself(voices, plots, language):
    patterns = read(f"words/{language}.toml")["sentences"]
    parts = [max(re.split(r"{[^}]*}", text), key=len) for text in patterns]

    for plot in plots:
        published = voices[language].write(plot)[1]
        assert not [part for part in parts if published.count(part) > 1]


@pytest.mark.slow
@pytest.mark.parametrize("language", languages.codes())
def test_headlines_rarely_repeat(language):
    voice, dice = Voice(language, 100_000), random.Random(5)

    def headline():
        return dice.choice(voice.events).headline.replace(TOWN, dice.choice(voice.towns))

    assert len({headline() for _ in range(100_000)}) > 97_000


@pytest.mark.slow
@pytest.mark.parametrize("language", languages.codes())
def test_vocabulary_is_large(language):
    voice = Voice(language, 100_000)

    used = {word for sentence in voice.stock["s"] for word in words(sentence, language)}

    assert len(used) >= 20_000
