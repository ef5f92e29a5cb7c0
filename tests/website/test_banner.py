"""The breaking news of a language by itself, as open pages ask for it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import alerting
from tests.factories import make_alert, make_publication, make_user
from tests.website.reading import all_of, parse, read
from website.models import SiteSettings

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 2, 1, 10, tzinfo=UTC)
PATH = "/fr/alerts/"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def texts(response):
    return [text.text for text in all_of(parse(response), ".banner__text")]


def keys(response):
    return parse(response).xpath("//@data-alert")


def test_is_the_banner_of_the_pages_of_its_language(client):
    make_alert(text_fr="Le pont ferme", text_en="Bridge closed", starts_at=NOW)
    make_alert(text_fr="Le bac attend", starts_at=NOW)

    [in_page] = all_of(read(client, "/fr/"), ".banner")
    [alone] = all_of(parse(client.get(PATH)), ".banner")

    assert alone.text_content() == in_page.text_content()
    assert alone.xpath(".//@data-alert") == in_page.xpath(".//@data-alert")
    assert texts(client.get("/en/alerts/")) == ["Bridge closed"]


def test_every_page_says_where_it_is_asked_for_and_has_a_place_to_announce_it(client):
    for page in (read(client, "/fr/"), read(client, "/fr/nothing/", status=404)):
        [strip] = page.xpath("//*[@data-alerts]")

        assert strip.get("data-alerts") == PATH
        assert len(strip.xpath("*[@role='status']")) == 1
        assert all_of(page, ".banner") == []


def test_is_empty_while_nothing_runs(client):
    response = client.get(PATH)

    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["ETag"]


def test_whoever_has_it_is_told_so_and_no_more(client):
    make_alert(text_fr="Le pont ferme", starts_at=NOW)
    first = client.get(PATH)
    tag = first.headers["ETag"]

    again = client.get(PATH, headers={"if-none-match": tag})
    compressed_on_the_way = client.get(PATH, headers={"if-none-match": f"W/{tag}"})

    assert not tag.startswith("W/")
    for response in (again, compressed_on_the_way):
        assert (response.status_code, response.content) == (304, b"")
        assert response.headers["ETag"] == tag
        assert response.headers["Cache-Control"] == first.headers["Cache-Control"]


def test_another_tag_for_whatever_else_it_says(client, clock):
    story = make_publication(language="fr", summary="Le bac attend.")
    tags = [client.get(PATH).headers["ETag"]]
    alert = make_alert(text_fr="Le pont ferme", starts_at=NOW)

    for fields in ({}, {"text_fr": "Le pont rouvre"}, {"article": story.article}):
        for name, value in fields.items():
            setattr(alert, name, value)
        alert.ends_at = NOW + timedelta(hours=1)
        alert.save()
        tags.append(client.get(PATH, headers={"if-none-match": tags[-1]}).headers["ETag"])
    clock.shift(3600)
    tags.append(client.get(PATH).headers["ETag"])

    assert len(set(tags)) == 4
    assert tags[0] == tags[-1]  # nothing runs


@pytest.mark.parametrize(
    ("fields", "seconds"),
    [
        ({"starts_at": NOW}, 3),
        ({"starts_at": NOW, "ends_at": NOW + timedelta(seconds=2)}, 2),
        ({"starts_at": NOW, "ends_at": NOW + timedelta(milliseconds=1900)}, 1),
        ({"starts_at": NOW + timedelta(milliseconds=900)}, 0),
        ({"starts_at": NOW + timedelta(seconds=1), "released_at": None}, 3),
    ],
)
def test_caches_answer_for_seconds_and_never_beyond_a_change(client, fields, seconds):
    """Three seconds here and nine in the page: it is never more than fifteen behind."""
    make_alert(text_fr="Alerte", **fields)

    kept = client.get(PATH).headers["Cache-Control"]

    assert kept == f"public, max-age=0, s-maxage={seconds}"


def test_is_anybodys(client):
    make_alert(text_fr="Alerte", starts_at=NOW)
    stranger = client.get(PATH, headers={"accept-language": "ru"})
    client.force_login(make_user())

    response = client.get(PATH)

    assert response.content == stranger.content
    assert not response.cookies
    assert not response.wsgi_request.session.accessed
    assert not {"Cookie", "Accept-Language"} & set(response.headers.get("Vary", "").split(", "))
    assert response.headers["Content-Language"] == "fr"
    assert response.headers["X-Robots-Tag"] == "noindex"  # it is no page


def test_tells_nothing_of_what_is_embargoed_held_back_or_over(client, clock):
    silence = client.get(PATH).content
    make_alert(text_fr="Plus tard", starts_at=NOW + timedelta(seconds=30))
    make_alert(text_fr="Brouillon", starts_at=NOW, released_at=None)
    make_alert(text_fr="Fini", starts_at=NOW - timedelta(hours=1), ends_at=NOW)

    before = client.get(PATH)
    clock.shift(30)
    after = client.get(PATH)

    assert before.content == silence
    assert texts(after) == ["Plus tard"]


def test_a_closed_language_has_none(client):
    make_alert(text_ru="Мост закрыт", starts_at=NOW)
    SiteSettings.objects.update(open_languages="fr")

    assert client.get("/ru/alerts/").status_code == 404
    assert client.post(PATH).status_code == 405


def test_another_text_or_release_is_another_version_and_nothing_else_is(client, clock):
    """What a reader dismisses is one version of one alert in one language."""
    alert = make_alert(text_fr="Le pont ferme", text_en="Bridge closed", starts_at=NOW)
    story = make_publication(language="fr", at=NOW)
    [first] = keys(client.get(PATH))

    alert.article, alert.ends_at, alert.priority = story.article, NOW + timedelta(hours=1), 1
    alert.text_en = "Bridge open"
    alert.save()
    [with_story] = keys(client.get(PATH))
    alert.text_fr = "Le pont rouvre"
    alert.save()
    [changed] = keys(client.get(PATH))
    alert.released_at = None
    alert.save()
    clock.shift(1)
    alerting.release(alert, by=make_user())
    [released_again] = keys(client.get(PATH))

    assert with_story == first
    assert len({first, changed, released_again}) == 3
    assert {key.partition("-")[0] for key in (first, changed, released_again)} == {str(alert.pk)}


def test_says_until_when_an_alert_runs(client):
    make_alert(text_fr="Bref", starts_at=NOW, ends_at=NOW + timedelta(hours=1))
    make_alert(text_fr="Long", starts_at=NOW - timedelta(hours=1))

    page = parse(client.get(PATH))

    found = [(item.get("data-until"), item.get("class")) for item in page.xpath("//li")]
    assert found == [("2026-02-01T11:00:00+00:00", "is-shown"), (None, None)]


def test_controls_are_named_in_the_language_of_the_page(client):
    for _ in range(2):
        make_alert(text_fr="Alerte", text_ar="تنبيه", starts_at=NOW)

    for path in (PATH, "/ar/alerts/"):
        page = parse(client.get(path))
        names = page.xpath("//button/@aria-label")
        assert len(set(names)) == len(page.xpath("//button")) == 4
        assert page.xpath("//button/@aria-pressed") == ["false"]


def test_one_alert_takes_no_turns(client):
    make_alert(text_fr="Alerte", starts_at=NOW)

    assert parse(client.get(PATH)).xpath("//button/@data-act") == ["dismiss"]


def test_costs_two_queries_however_many_run(client):
    costs = []
    for more in (0, 1, 2):
        for _ in range(more):
            make_alert(text_fr="Alerte", article=make_publication().article, starts_at=NOW)
        with CaptureQueriesContext(connection) as captured:
            client.get(PATH)
        costs.append(len(captured))

    assert costs == [2, 2, 2]
