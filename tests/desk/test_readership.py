"""The pages of readership: who may see them, who is led there, and what all of them do."""

import pytest

from accounts.roles import CHIEF_EDITOR, EDITOR, LABELS, REPORTER, TRANSLATOR
from audience import ranking
from audience.models import HourlyViews, RecentViews
from tests.browsing import page, words
from tests.desk.conftest import NOON, SLOT, tally
from tests.desk.figures import file, rows
from tests.factories import make_author, make_topic, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

NOW, OVER_TIME = "/admin/readership/", "/admin/readership/periods/"


@pytest.mark.parametrize("address", [NOW, OVER_TIME, f"{NOW}?csv=read", f"{OVER_TIME}?csv=days"])
def test_whoever_works_here_sees_how_stories_are_read_and_nobody_else(client, address):
    for role in LABELS:
        client.force_login(make_user(role, interface_language="en"))
        assert client.get(address).status_code == 200, role
    client.force_login(make_user(role=None))
    assert client.get(address).status_code == 403
    client.force_login(make_user(CHIEF_EDITOR, is_staff=False))
    assert client.get(address).status_code == 302
    client.logout()
    assert client.get(address).status_code == 302


def test_the_rule_is_that_of_the_roles():
    for role in (REPORTER, TRANSLATOR, EDITOR, CHIEF_EDITOR):
        assert make_user(role).has_perm("audience.view_readership")
        assert not make_user(role, is_active=False).has_perm("audience.view_readership")
    assert not make_user(role=None).has_perm("audience.view_readership")


def test_the_places_and_the_palette_lead_there(client, chief):
    response = client.get(NOW)

    more = words(response, "//nav[@class='places']//li//li/a")
    assert more[0] == "Readership"
    assert words(response, "//nav[@class='places']//*[@aria-current]") == ["Readership"]
    options = words(response, "//dialog[@id='palette']//*[@role='option']")
    assert {"Readership now", "Readership over time"} <= {*options}


def test_an_account_without_a_role_is_not_led_there(client):
    client.force_login(make_user(role=None, interface_language="en"))

    assert "Readership" not in client.get("/admin/").content.decode()


def test_every_table_of_a_page_is_a_file_with_as_many_rows(client, story):
    story(50, headline="One", total=3, authors=[make_author()], topics=[make_topic()])
    edition = RecentViews.objects.get().edition
    HourlyViews.objects.create(edition=edition, hour=SLOT.replace(minute=0), views=3)
    ranking.rank(NOON)
    tally(5), tally(5, of="section", object_id=1), tally(4, of="topic", object_id=1)
    tally(4, of="author", object_id=1)

    for address in (NOW, OVER_TIME):
        response = client.get(address)
        hrefs = page(response).xpath("//a[@download]/@href")
        assert len(hrefs) >= 3
        for href in hrefs:
            name = href.rpartition("=")[2]
            written = client.get(address + href)
            assert written["Content-Type"] == "text/csv; charset=utf-8"
            assert len(file(written)) == 1 + len(rows(response, name)) > 1, name


@pytest.mark.parametrize("address", [NOW, OVER_TIME])
def test_the_file_of_no_table_is_not_found(client, chief, address):
    assert client.get(address, {"csv": "secrets"}).status_code == 404
