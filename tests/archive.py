"""A newsroom with a past: 100,000 articles in six languages, as many images, and work of today."""

from datetime import UTC, datetime, timedelta

import time_machine
from django.db import connection

import languages
from accounts.roles import EDITOR, REPORTER, TRANSLATOR
from articles import editing, publishing
from articles.editing import TextsChange
from articles.models import (
    Alert,
    Article,
    Byline,
    Edition,
    EditorialEvent,
    Publication,
    PublicationAuthor,
    PublicationTopic,
    Revision,
    Section,
)
from audience.models import HourlyViews, Ranked, RecentViews, Tally, ViewTotal
from images.models import Image
from tests.factories import (
    make_alert,
    make_article,
    make_author,
    make_edition,
    make_image,
    make_medians,
    make_publication,
    make_section,
    make_topic,
    make_user,
)
from tests.plans import multiply

NUMBER = 100_000
ALERTS = 5_000
FIRST_ID = 1_000_000
FIRST_DATE = datetime(2012, 1, 1, tzinfo=UTC)
NOW = FIRST_DATE + timedelta(hours=NUMBER + 24)
LISTS = [PublicationAuthor, PublicationTopic]
# Of the slots of the last hours the desk adds up all, now and then.
VIEWS = [ViewTotal, HourlyViews, Tally]
BIG = {
    model._meta.db_table
    for model in (Article, Edition, Publication, Revision, Image, *LISTS, *VIEWS)
}

SLOT = timedelta(minutes=5)
READ_NOW = 17_000  # of the newest stories, each language of which is read in the last hour
TALLIED = 400  # days

# Story n, counted from the oldest, changed n hours after the first. Each is in six languages,
# but for every ninth, which has no Chinese; every seventh French text has ended. Every thirtieth
# is an interview; the first two thousand are of a section in which nothing has changed since.
MOMENT = f"timestamptz '{FIRST_DATE.isoformat()}' + n * interval '1 hour'"
DORMANT = 2_000
# "perime" was a word of every story once, and of none for years.
WORDS = [
    "election wahlkampf",
    "tide table",
    "greve reforme",
    "выборы порт",
    "انتخابات",
    "选举 举结 结",
]
FOUND_BY = (
    f"(ARRAY{WORDS})[n % {len(WORDS)} + 1]"
    " || CASE WHEN n % 20000 = 7 THEN ' rarete' ELSE '' END"
    " || CASE WHEN n < 50000 THEN ' perime' ELSE '' END"
)


def check_keys(is_wanted):
    """Until the end of the transaction, or not; where we may not say so, all keys are checked."""
    role = "origin" if is_wanted else "replica"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('session_replication_role', %s, true)"
            " FROM pg_roles WHERE rolname = current_user AND rolsuper",
            [role],
        )


class Newsroom:
    """One old story, and some work of today in each state: so many articles of each kind."""

    def __init__(self, each=1):
        self.by = make_user(interface_language="en")
        self.sections = [make_section() for _ in range(6)]
        self.dormant = make_section()
        own = {"sections": self.sections[:2], "interface_language": "en"}
        self.staff = {
            "chief": self.by,
            "editor": make_user(EDITOR, languages=["fr", "ru"], **own),
            "reporter": make_user(REPORTER, languages=["fr"], **own),
            "translator": make_user(TRANSLATOR, languages=["fr", "ar"], **own),
        }
        self.busy, self.of_three = make_author(), make_author()
        self.common, self.old = make_topic(), make_topic()
        with time_machine.travel(FIRST_DATE, tick=False):
            self.image = make_image(uploaded_by=self.by)
            self.story = make_publication(
                by=self.by,
                language="fr",
                authors=[self.busy],
                topics=[self.common],
                lead_image=self.image,
            )
            self.alert = make_alert(
                text_fr="Alerte", starts_at=FIRST_DATE, ends_at=FIRST_DATE + timedelta(hours=1)
            )
        for model, pk in [(Image, self.image.pk), (Article, self.story.article_id)]:
            model.objects.filter(pk=pk).update(found_by=" ".join([*WORDS, "rarete perime"]))
        self.fill()
        with time_machine.travel(NOW, tick=False):
            for _number in range(each):
                self.work_of_today()
            self.read_today()

    def fill(self):
        """What there is of the past beside the one story."""

    def work_of_today(self):
        """An edition in each state that an archive is not full of."""
        by = self.by
        publishing.submit(make_edition(by=by, section=self.sections[0], language="ru"), by=by)
        publishing.approve(make_edition(by=by, language="fr"), by=by)
        scheduled = make_edition(by=by, language="es")
        publishing.publish(scheduled, by=by, at=NOW + timedelta(hours=2))
        taken_down = make_publication(by=by, language="en").edition
        publishing.take_down(taken_down, by=by, at=NOW + timedelta(minutes=1))
        source = make_publication(by=by, language="ar").edition
        make_publication(by=by, article=source.article, language="ru")
        make_edition(by=by, article=source.article, language="fr")
        change = TextsChange("ar", {"headline": "جديد"}, source.version)
        editing.save(source.article_id, by=by, texts=change)
        for person in self.staff.values():
            self.french_by(person)
            sent_back = self.french_by(person)
            publishing.submit(sent_back, by=person)
            publishing.send_back(sent_back, by=by, note="Who says so?")
        make_alert(text_fr="Marée", article=source.article, starts_at=NOW)
        make_alert(text_fr="Brouillon", article=source.article, released_at=None)

    def read_today(self):
        """Views of the one story: so that it is read now, rises, and is ranked.

        Another is read in Chinese, and one in French by nobody, of the same section, author and
        topic.
        """
        edition, hour = self.story.edition, NOW.replace(minute=0)
        RecentViews.objects.create(edition=edition, slot=NOW - SLOT, views=200_000)
        HourlyViews.objects.create(edition=edition, hour=hour, views=200_000)
        owners = [
            (Tally.Of.EVERYTHING, 0),
            (Tally.Of.SECTION, self.story.section_id),
            (Tally.Of.AUTHOR, self.busy.pk),
            (Tally.Of.TOPIC, self.common.pk),
        ]
        for of, pk in owners:
            Tally.objects.create(of=of, object_id=pk, language="fr", day=hour.date(), views=200_000)
        make_medians(900)
        with time_machine.travel(NOW - timedelta(hours=5), tick=False):
            make_publication(
                by=self.by,
                language="fr",
                section=Section.objects.get(pk=self.story.section_id),
                authors=[self.busy],
                topics=[self.common],
            )
            chinese = make_publication(by=self.by, language="zh-hans").edition
        RecentViews.objects.create(edition=chinese, slot=NOW - SLOT, views=9)
        for span in Ranked.Span:
            for section_id in (0, self.story.section_id):
                Ranked.objects.create(
                    language="fr", section_id=section_id, span=span, place=1, edition=edition
                )

    def french_by(self, person):
        """A French draft of somebody's, of a Spanish article."""
        article = make_article(by=self.by, section=self.sections[0], language="es")
        return make_edition(by=person, article=article, language="fr")


class Archive(Newsroom):
    """The same with 100,000 stories like that one behind it."""

    def __init__(self):
        super().__init__(each=3)
        models = [Article, Edition, Publication, Revision, EditorialEvent, Byline, Image, Alert]
        with connection.cursor() as cursor:
            for model in [*models, *LISTS, *VIEWS, RecentViews, Article.topics.through]:
                cursor.execute(f"ANALYZE {model._meta.db_table}")

    def fill(self):
        check_keys(False)
        self.fill_tables()
        check_keys(True)

    def fill_tables(self):
        own = f"{FIRST_ID} + n"
        sections = ", ".join(str(section.pk) for section in self.sections)
        article, edition = self.story.article, self.story.edition
        multiply(
            self.image, NUMBER, id=own, sha256="md5(n::text)", uploaded_at=MOMENT, found_by=FOUND_BY
        )
        multiply(
            article,
            NUMBER,
            id=own,
            modified_at=MOMENT,
            found_by=FOUND_BY,
            lead_image_id=own,
            kind="CASE WHEN n % 30 = 0 THEN 'interview' ELSE 'news' END",
            section_id=f"CASE WHEN n <= {DORMANT} THEN {self.dormant.pk}"
            f" ELSE (ARRAY[{sections}])[n % 6 + 1] END",
        )
        codes = ", ".join(f"('{code}', {i})" for i, code in enumerate(languages.codes()))
        each = f"generate_series(1, {NUMBER}) n, (VALUES {codes}) AS l(code, i)"
        has_text = "NOT (code = 'zh-hans' AND n % 9 = 0)"
        in_language = f"{FIRST_ID} + n * 6 + i"
        multiply(
            edition,
            each,
            has_text,
            id=in_language,
            article_id=own,
            language="code",
            edited_at=MOMENT,
            published_version="1",
        )
        multiply(
            self.story.revision,
            each,
            has_text,
            id=in_language,
            article_id=own,
            edition_id=in_language,
            created_at=MOMENT,
        )
        for facts in Revision.objects.filter(article=article, edition=None):
            multiply(
                facts, NUMBER, id=f"{own} + {NUMBER * 7 + facts.number * NUMBER}", article_id=own
            )
        multiply(
            self.story,
            each,
            has_text,
            id=in_language,
            article_id=own,
            edition_id=in_language,
            revision_id=in_language,
            language="code",
            published_at=MOMENT,
            live_from=MOMENT,
            live_until=f"CASE WHEN code = 'fr' AND n % 7 = 0 THEN {MOMENT} + interval '1 day' END",
        )
        views = ViewTotal.objects.create(edition=edition, views=12)
        multiply(views, each, has_text, edition_id=in_language)
        for rows, where in [("author_rows", has_text), ("topic_rows", f"{has_text} AND n % 3 = 0")]:
            [listed] = getattr(self.story, rows).all()
            multiply(
                listed,
                each,
                where,
                id=in_language,
                publication_id=in_language,
                language="code",
                published_at=MOMENT,
            )
        self.fill_views(edition)
        event = EditorialEvent.objects.filter(edition=edition).latest("pk")
        multiply(event, each, f"{has_text} AND code = 'fr'", id=own, edition_id=in_language)
        [byline] = article.bylines.all()
        multiply(byline, NUMBER, id=own, article_id=own)
        multiply(
            byline,
            NUMBER,
            where="n IN (1, 4, 7)",
            id=f"{own} + {NUMBER}",
            article_id=own,
            author_id=str(self.of_three.pk),
            position="1",
        )
        [topic] = Article.topics.through.objects.filter(article=article)
        multiply(topic, NUMBER, "n % 3 = 0", id=own, article_id=own)
        multiply(
            topic,
            NUMBER,
            where="n < 30000 AND n % 10 = 1",
            id=f"{own} + {NUMBER}",
            article_id=own,
            topic_id=str(self.old.pk),
        )
        multiply(
            self.alert,
            ALERTS,
            id=own,
            article_id=own,
            starts_at=MOMENT,
            ends_at=f"{MOMENT} + interval '1 hour'",
        )

    def fill_views(self, edition):
        """A busy hour, hours of the newest stories, and tallies of more than a year."""
        newest = f"{FIRST_ID} + ({NUMBER} - n) * 6 + i"
        each = f"generate_series(1, {READ_NOW}) n, generate_series(0, 5) i"
        at = f"timestamptz '{NOW.isoformat()}'"
        recent = RecentViews.objects.create(edition=edition, slot=NOW - SLOT * 13, views=1)
        multiply(
            recent,
            each,
            id=f"{FIRST_ID} + n * 6 + i",
            edition_id=newest,
            slot=f"{at} - (1 + n % 12) * interval '5 minutes'",
            views="1 + n % 7",
        )
        hourly = HourlyViews.objects.create(edition=edition, hour=NOW - timedelta(days=80), views=1)
        multiply(
            hourly,
            f"{each}, generate_series(1, 2) back",
            id=f"{FIRST_ID} + (n * 6 + i) * 6 + back",
            edition_id=newest,
            hour=f"date_trunc('hour', {at}) - (n % 2000) * interval '1 hour'"
            " - back * interval '1 hour'",
            views="1 + n % 7",
        )
        codes = ", ".join(f"('{code}')" for code in languages.codes())
        tally = Tally.objects.create(
            of=Tally.Of.EVERYTHING, object_id=0, language="xx", day=NOW.date(), views=9
        )
        for of, first, number in [
            (Tally.Of.EVERYTHING, 0, 1),
            (Tally.Of.SECTION, FIRST_ID, 12),
            (Tally.Of.AUTHOR, FIRST_ID, 100),
            (Tally.Of.TOPIC, FIRST_ID, 150),
        ]:
            multiply(
                tally,
                f"generate_series(1, {TALLIED}) n, (VALUES {codes}) AS l(code),"
                f" generate_series({first}, {first + number - 1}) owner",
                id="nextval(pg_get_serial_sequence('audience_tally', 'id'))",
                of=f"'{of}'",
                object_id="owner",
                language="code",
                day=f"date '{NOW.date()}' - n",
                views="(1 + n % 7) * 10",
            )
