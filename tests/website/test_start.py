"""The address without a language."""

import pytest

from website.models import SiteSettings

pytestmark = pytest.mark.django_db


def leads_to(client, header=None, **cookies):
    client.cookies.clear()
    for name, value in cookies.items():
        client.cookies[name] = value
    response = client.get("/", headers={"accept-language": header} if header else {})
    assert response.status_code == 302
    return response.headers["Location"]


@pytest.mark.parametrize(
    ("header", "path"),
    [
        (None, "/en/"),
        ("fr", "/fr/"),
        ("fr-CA", "/fr/"),
        ("zh-CN,zh;q=0.9", "/zh-hans/"),
        ("de, ar;q=0.4, ru;q=0.8", "/ru/"),
        ("de", "/en/"),
        ("en;q=0, fr;q=0, *", "/ar/"),
        ("q=nonsense;;,", "/en/"),
    ],
)
def test_leads_to_the_language_that_the_browser_likes_best(client, header, path):
    assert leads_to(client, header) == path


def test_a_choice_made_earlier_comes_before_the_browser(client):
    assert leads_to(client, "fr", language="ru") == "/ru/"


@pytest.mark.parametrize("choice", ["de", "", "../admin", "RU", "zh"])
def test_a_choice_that_is_no_language_of_ours_counts_for_nothing(client, choice):
    assert leads_to(client, "fr", language=choice) == "/fr/"


def test_answer_depends_on_header_and_cookie_and_is_kept_by_no_shared_cache(client):
    response = client.get("/")

    assert response.headers["Vary"] == "Accept-Language, Cookie"
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert not response.cookies


def test_leads_only_to_languages_that_are_open(client):
    SiteSettings.objects.update(open_languages="fr,ar")

    assert leads_to(client, "en") == "/fr/"
    assert leads_to(client, "en, ar;q=0.1") == "/ar/"
    assert leads_to(client, "fr", language="en") == "/fr/"


def test_costs_one_query(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get("/")


def test_where_no_language_is_open_there_is_no_page(client):
    SiteSettings.objects.update(open_languages="")

    assert client.get("/").status_code == 404
