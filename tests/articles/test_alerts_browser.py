"""Alerts and revisions in a real browser: by mouse, and by keyboard alone."""

import pytest
from playwright.sync_api import expect

from accounts.roles import EDITOR
from articles import editing
from articles.models import Alert
from tests.articles.test_admin_articles import page_of
from tests.factories import make_alert, make_article, make_publication, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NARROW = {"width": 360, "height": 740}
WIDER_THAN_ITS_WINDOW = "document.documentElement.scrollWidth > window.innerWidth"


def banner(desk, live_server):
    """What a reader of French who comes now has above the page."""
    with desk.context.browser.new_context() as reader:  # a browser keeps a page for a minute
        page = reader.new_page()
        page.goto(f"{live_server.url}/fr/")
        return page.locator(".banner__text").all_inner_texts()


def tab_to(desk, selector):
    """Press Tab until the element has the focus."""
    for _press in range(80):
        desk.keyboard.press("Tab")
        if desk.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not reach {selector}")


@pytest.fixture
def editor(desk):
    desk.sign_in(make_user(EDITOR, languages=["fr", "ar"], interface_language="en"))


def test_an_alert_is_two_clicks_from_its_article_and_gone_when_ended(desk, live_server, editor):
    article = make_publication(language="fr", headline="Le pont ferme").article
    desk.goto(live_server.url + page_of(article))

    desk.get_by_role("link", name="Alert…").click()
    desk.get_by_role("button", name="Release").click()

    desk.wait_for_selector(".alert-standing.is-running")
    assert banner(desk, live_server) == ["Le pont ferme"]
    desk.get_by_role("link", name="End now…").first.click()
    desk.get_by_role("button", name="End the alert").click()
    desk.wait_for_selector(".alerts-ended li")
    assert banner(desk, live_server) == []
    assert desk.complaints == []


def test_the_same_by_keyboard_alone(desk, live_server, editor):
    article = make_publication(language="fr", headline="Le pont ferme").article
    desk.goto(live_server.url + page_of(article))

    tab_to(desk, "a[href*='/alert/add/']")
    with desk.expect_navigation():
        desk.keyboard.press("Enter")
    tab_to(desk, "button[name=_release]")
    with desk.expect_navigation():
        desk.keyboard.press("Enter")

    assert banner(desk, live_server) == ["Le pont ferme"]
    tab_to(desk, "main a[href$='/end/']")
    with desk.expect_navigation():
        desk.keyboard.press("Enter")
    tab_to(desk, "main button.danger")
    with desk.expect_navigation():
        desk.keyboard.press("Enter")
    assert banner(desk, live_server) == []
    assert desk.complaints == []


def test_enter_in_a_field_saves_and_releases_nothing(desk, live_server, editor):
    desk.goto(f"{live_server.url}/admin/articles/alert/add/")

    desk.fill("[name=text_fr]", "Le pont ferme")
    with desk.expect_navigation():
        desk.press("[name=ends_at]", "Enter")

    assert Alert.objects.get().released_at is None
    assert banner(desk, live_server) == []


def test_an_alert_gets_its_article_by_the_headline(desk, live_server, editor):
    make_article(headline="Un autre récit")
    article = make_article(headline="La tempête approche")
    alert = make_alert(text_fr="Tempête", released_at=None)
    desk.goto(f"{live_server.url}/admin/articles/alert/{alert.pk}/change/")

    field = desk.get_by_role("combobox", name="Find the article by its headline")
    field.press_sequentially("tempête")
    desk.get_by_role("option", name="La tempête approche").wait_for()
    field.press("Enter")
    assert desk.input_value("[name=article]") == str(article.pk)
    with desk.expect_navigation():
        desk.get_by_role("button", name="Save as draft").click()

    alert.refresh_from_db()
    assert alert.article == article
    assert desk.complaints == []


def test_the_length_is_counted_as_one_types(desk, live_server, editor):
    desk.goto(f"{live_server.url}/admin/articles/alert/add/")

    desk.fill("[name=text_fr]", "é" * 91)

    assert desk.locator("[data-of=id_text_fr]").inner_text() == "91 of about 90"
    assert desk.locator("#id_text_fr_advice").inner_text().startswith("Long for an alert")
    desk.fill("[name=text_fr]", "é")
    assert desk.locator("#id_text_fr_advice").inner_text() == ""


def test_the_preview_opens_beside_and_shows_what_is_typed(desk, live_server, editor):
    desk.goto(f"{live_server.url}/admin/articles/alert/add/")
    desk.fill("[name=text_fr]", "Le pont ferme")
    desk.fill("[name=text_ar]", "يغلق الجسر")

    with desk.context.expect_page() as opened:
        desk.get_by_role("button", name="Preview").click()
    preview = opened.value

    expect(preview.locator(".banner__text")).to_have_text(["Le pont ferme", "يغلق الجسر"])
    preview.wait_for_load_state()  # with its style sheets
    red = preview.evaluate("getComputedStyle(document.querySelector('.banner')).backgroundColor")
    assert red == "rgb(181, 39, 26)"
    assert desk.input_value("[name=text_fr]") == "Le pont ferme"
    assert not Alert.objects.exists()


def test_revisions_are_walked_by_keyboard(desk, live_server, editor):
    article = make_article(language="fr", headline="Un")
    by = make_user()
    for version, headline in enumerate(["Deux", "Trois"], 1):
        change = editing.TextsChange("fr", {"headline": headline}, base=version)
        editing.save(article.pk, by=by, texts=change)
    desk.goto(live_server.url + page_of(article))

    tab_to(desk, "a[href*='/history/']")
    with desk.expect_navigation():
        desk.keyboard.press("Enter")
    assert desk.locator(".paper .text-headline").inner_text() == "Trois"
    for number, headline in ((2, "Deux"), (1, "Un")):
        tab_to(desk, f".revisions a[href*='revision={number}']")
        with desk.expect_navigation():
            desk.keyboard.press("Enter")
        assert desk.locator(".paper .text-headline").inner_text() == headline

    assert desk.complaints == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_break_no_policy_and_are_no_wider_than_a_phone(desk, live_server, language):
    table = "<table><tr>" + "<td>Donaudampfschifffahrtsgesellschaft</td>" * 9 + "</tr></table>"
    article = make_publication(language="fr", body=table, headline="Donau" * 30).article
    alert = make_alert(text_fr="Donau" * 30, article=article)
    desk.sign_in(make_user(interface_language=language))
    desk.set_viewport_size(NARROW)
    for path in (
        "/admin/articles/alert/",
        f"/admin/articles/alert/{alert.pk}/change/",
        f"/admin/articles/alert/{alert.pk}/end/",
        f"/admin/articles/alert/{alert.pk}/preview/",
        f"/admin/articles/article/{article.pk}/history/?language=fr",
        f"/admin/articles/article/{article.pk}/history/?language=fr&of=facts",
        page_of(article),
    ):
        desk.goto(live_server.url + path)
        assert not desk.evaluate(WIDER_THAN_ITS_WINDOW), path
        assert desk.complaints == [], path
