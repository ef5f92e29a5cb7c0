"""The frame of every page: the bar with its places, the clock and the alerts that run."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import override_settings
from django.utils import timezone

from accounts.roles import EDITOR, REPORTER
from tests.browsing import page, words
from tests.factories import make_alert, make_article, make_section, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief():
    return make_user(interface_language="en", first_name="Amina", last_name="Haddad")


def bar(response, xpath):
    return words(response, f"//header[@id='header']{xpath}")


def test_the_bar_names_the_places_and_where_one_is(client, chief):
    client.force_login(chief)

    home, section = client.get("/admin/"), client.get("/admin/articles/section/")

    assert bar(home, "//nav/ul/li/a") == ["Home", "Articles", "Images", "Alerts"]
    assert bar(home, "//*[@aria-current]") == ["Home"]
    assert bar(section, "//*[@aria-current]") == ["Sections"]
    assert {"Topics", "Authors", "Sections", "Accounts", "Site"} <= {*bar(home, "//nav//li//li")}


def test_places_are_those_that_are_open_to_the_person(client):
    client.force_login(make_user(REPORTER, interface_language="en"))

    response = client.get("/admin/")

    assert not {"Accounts", "Site"} & {*bar(response, "//nav//a")}


def test_what_django_says_after_a_change_of_password_is_said_on_the_account(client, chief):
    client.force_login(chief)

    response = client.get("/admin/password_change/done/")

    assert response.url == "/accounts/"


def test_find_leads_to_the_list_where_there_is_no_script(client, chief):
    client.force_login(chief)

    [find] = page(client.get("/admin/")).xpath("//a[@data-palette]")

    assert find.get("href") == "/admin/articles/article/"
    assert client.get(find.get("href")).status_code == 200


@override_settings(TIME_ZONE="Europe/Paris")
def test_the_clock_is_the_newsrooms(client, chief):
    client.force_login(chief)

    with time_machine.travel(datetime(2026, 7, 1, 12, 5, tzinfo=UTC), tick=False):
        response = client.get("/admin/")

    assert bar(response, "//time") == ["14:05"]
    assert bar(response, "//*[@class='zone']") == ["Paris"]
    [clock] = page(response).xpath("//*[@class='clock']")
    assert clock.get("title") == "Paris (UTC+02:00)"


def test_alerts_that_run_are_told_on_every_page(client, chief):
    client.force_login(chief)
    later = timezone.now() + timedelta(hours=1)
    make_alert(text_en="To come", starts_at=later)
    make_alert(text_en="A draft", released_at=None)
    make_section()

    assert bar(client.get("/admin/articles/section/"), "//a[@class='running']") == []
    alert = make_alert(text_en="Now")
    one = client.get("/admin/articles/section/")
    make_alert(text_ar="الآن", ends_at=later)
    two = client.get("/admin/articles/section/")

    assert bar(one, "//a[@class='running']") == ["1 alert live"]
    assert page(one).xpath("//a[@class='running']/@href") == [
        f"/admin/articles/alert/{alert.pk}/change/"
    ]
    assert bar(two, "//a[@class='running']") == ["2 alerts live"]
    assert page(two).xpath("//a[@class='running']/@href") == ["/admin/articles/alert/"]


def test_alerts_cost_a_page_one_query_however_many(client, chief, django_assert_num_queries):
    client.force_login(chief)
    for total in (1, 3):
        make_alert(text_en="Now")
        if total == 3:
            make_alert(text_en="Now")
        with django_assert_num_queries(4):  # session, account, roles, alerts
            client.get("/admin/articles/")


def test_a_window_of_its_own_has_no_frame(client, chief):
    client.force_login(chief)

    response = client.get("/admin/articles/section/add/?_popup=1")

    assert not page(response).xpath("//header[@id='header'] | //dialog")


def test_the_account_is_in_a_menu_with_a_name(client, chief):
    client.force_login(chief)

    response = client.get("/admin/")

    assert bar(response, "//*[@class='initials']") == ["AH"]
    assert bar(response, "//summary/*[@class='visually-hidden']") == ["Account: Amina Haddad"]
    [logout] = page(response).xpath("//form[@id='logout-form']")
    assert (logout.method, logout.action) == ("POST", "/admin/logout/")


@pytest.mark.parametrize("path", ["/admin/", "/admin/articles/article/{}/change/"])
def test_the_palette_holds_the_acts_of_the_person_on_every_page(client, path):
    editor = make_user(EDITOR, languages=["fr"], interface_language="en")
    client.force_login(editor)
    path = path.format(make_article(by=editor).pk)

    options = words(client.get(path), "//dialog[@id='palette']//*[@role='option']")

    assert options[:5] == [
        "New article", "New alert", "Upload images", "New topic", "New author",
    ]  # fmt: skip
    assert options[-1] == "Log out…"
    assert "Accounts" not in options


def test_the_page_of_an_app_lists_its_places(client, chief):
    client.force_login(chief)

    assert words(client.get("/admin/authors/"), "//main//ul/li/a[1]") == ["Authors"]
