"""The desk in a real browser: under the site's Content-Security-Policy, wide and narrow."""

import re

import pytest

from articles.models import Article
from tests.articles.test_admin_articles import page_of
from tests.factories import make_image, make_publication, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NARROW = {"width": 360, "height": 740}
WIDER_THAN_ITS_WINDOW = "document.documentElement.scrollWidth > window.innerWidth"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_break_no_policy_and_are_no_wider_than_a_phone(desk, live_server, language):
    table = "<table><tr>" + "<td>Donaudampfschifffahrtsgesellschaft</td>" * 9 + "</tr></table>"
    article = make_publication(language="fr", lead_image=make_image(), body=table).article
    desk.sign_in(make_user(interface_language=language))
    desk.set_viewport_size(NARROW)
    for path in (
        "/admin/",
        "/admin/articles/article/",
        "/admin/articles/article/add/",
        page_of(article),
        "/admin/images/image/",
        "/admin/images/image/add/",
        f"/admin/articles/section/{article.section_id}/change/",
        "/admin/articles/alert/add/",
        "/admin/website/sitesettings/1/change/",
        "/admin/website/staticpage/add/",
    ):
        desk.goto(live_server.url + path)
        assert not desk.evaluate(WIDER_THAN_ITS_WINDOW), path
        assert desk.complaints == [], path


def test_writes_and_publishes_by_keyboard(desk, live_server):
    article = make_publication(language="fr").article
    desk.sign_in(make_user(interface_language="en"))
    desk.goto(live_server.url + page_of(article))

    desk.focus("[name=headline]")
    desk.keyboard.press("Control+A")
    desk.keyboard.type("Au clavier")
    for _press in range(60):
        desk.keyboard.press("Tab")
        if desk.evaluate("document.activeElement.value") == "publish":
            break
    with desk.expect_navigation():
        desk.keyboard.press("Enter")

    assert re.match("Français: live since", desk.inner_text(".messagelist"))
    assert Article.objects.get().headline_fr == "Au clavier"
    assert desk.inner_text(".strip [aria-current] .word") == "Live"
    assert desk.complaints == []


def test_enter_in_a_field_saves_and_does_nothing_else(desk, live_server):
    article = make_publication(language="fr").article
    desk.sign_in(make_user(interface_language="en"))
    desk.goto(live_server.url + page_of(article))

    desk.fill("[name=kicker]", "Mer")
    with desk.expect_navigation():
        desk.press("[name=kicker]", "Enter")

    assert desk.inner_text(".messagelist") == "Saved."
    assert desk.inner_text(".strip [aria-current] .word") == "Live, change waiting"
