"""The list of articles in a real browser: by keyboard, and on a phone."""

import pytest

from articles.models import Article, Edition, SavedList
from tests.factories import make_article, make_author, make_publication, make_section, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIST = "/admin/articles/article/"
NARROW = {"width": 360, "height": 740}
WIDER_THAN_ITS_WINDOW = "document.documentElement.scrollWidth > window.innerWidth"


@pytest.fixture(params=["mouse", "keyboard"])
def hand(request, desk):
    return {"mouse": Mouse, "keyboard": Keyboard}[request.param](desk)


class Mouse:
    def __init__(self, desk):
        self.desk = desk

    def press(self, target):
        target.click()

    def write(self, target, text):
        target.click()
        self.desk.keyboard.type(text)


class Keyboard:
    """Goes from one thing to the next with Tab, as whoever has no other way."""

    def __init__(self, desk):
        self.desk = desk

    def press(self, target):
        self.reach(target)
        is_link = target.evaluate("element => element.matches('a')")
        self.desk.keyboard.press("Enter" if is_link else "Space")

    def write(self, target, text):
        self.reach(target)
        self.desk.keyboard.type(text)

    def reach(self, target):
        for _step in range(100):
            if target.evaluate("element => element === document.activeElement"):
                return
            self.desk.keyboard.press("Tab")
        pytest.fail("Tab does not lead there.")


def test_finds_selects_and_sends_to_review_by_keyboard_alone(desk, live_server):
    chief = make_user(interface_language="en")
    shared = {"by": chief, "section": make_section(), "authors": [make_author()]}
    made = [make_article(**shared, headline=f"Marée {number}") for number in range(3)]
    desk.sign_in(chief)
    desk.goto(f"{live_server.url}{LIST}?language=fr")

    assert desk.evaluate("document.activeElement.name") == "q"
    desk.keyboard.type("marée")
    with desk.expect_navigation():
        desk.keyboard.press("Enter")
    desk.locator(".field-headline a").first.focus()
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Space")
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Space")
    assert desk.inner_text(".selected-count") == "2 selected"
    desk.keyboard.press("/")
    assert desk.evaluate("document.activeElement.name") == "q"
    desk.locator("[value=submit]").focus()
    with desk.expect_navigation():
        desk.keyboard.press("Enter")

    assert desk.inner_text(".messagelist") == "Français: 2 articles were sent to review."
    in_review = Edition.objects.filter(state="in_review").values_list("article", flat=True)
    assert set(in_review) == {made[0].pk, made[1].pk}
    desk.locator(".field-headline a").first.focus()
    with desk.expect_navigation():
        desk.keyboard.press("Enter")
    assert f"/{made[2].pk}/change/" in desk.url
    assert desk.complaints == []


def test_a_choice_by_pointer_filters_at_once_and_by_key_waits(desk, live_server):
    article = make_publication(language="fr").article
    make_article(language="fr")
    desk.sign_in(make_user(interface_language="en"))
    desk.goto(live_server.url + LIST)

    desk.locator("#filter_state").focus()
    desk.keyboard.press("ArrowDown")
    assert desk.url == live_server.url + LIST
    desk.locator("#filter_state").dispatch_event("pointerdown")
    with desk.expect_navigation():
        desk.select_option("#filter_state", "live")

    assert desk.url == f"{live_server.url}{LIST}?state=live"
    assert desk.locator(".field-number").all_inner_texts() == [str(article.pk)]


def test_an_author_is_found_while_typing(desk, live_server):
    author = make_author(name_en="Nadia Karim")
    sought = make_article(language="fr", authors=[author])
    make_article(language="fr")
    desk.sign_in(make_user(interface_language="en"))
    desk.goto(live_server.url + LIST)

    desk.locator("#filter_author_name").focus()
    desk.keyboard.type("nad")
    desk.get_by_role("option", name="Nadia Karim").wait_for()
    with desk.expect_navigation():
        desk.keyboard.press("Enter")

    assert desk.url == f"{live_server.url}{LIST}?author={author.pk}"
    assert desk.locator(".field-number").all_inner_texts() == [str(sought.pk)]
    assert desk.complaints == []


def test_a_list_is_kept_under_a_name_opened_and_deleted(desk, live_server, hand):
    article = make_publication(language="fr").article
    make_article(language="fr")
    chief = make_user(interface_language="en")
    desk.sign_in(chief)
    desk.goto(f"{live_server.url}{LIST}?state=live")

    hand.press(desk.locator(".keep summary"))
    hand.write(desk.get_by_label("Name", exact=True), "What readers see")
    with desk.expect_navigation():
        hand.press(desk.get_by_role("button", name="Keep", exact=True))
    assert desk.inner_text(".messagelist") == "The list is kept as “What readers see”."
    with desk.expect_navigation():
        hand.press(desk.get_by_role("link", name="All", exact=True))
    assert desk.url == live_server.url + LIST
    with desk.expect_navigation():
        hand.press(desk.get_by_role("link", name="What readers see"))
    assert desk.url == f"{live_server.url}{LIST}?state=live"
    assert desk.inner_text(".tabs [aria-current]") == "What readers see"
    assert desk.locator(".field-number").all_inner_texts() == [str(article.pk)]
    with desk.expect_navigation():
        hand.press(desk.get_by_role("button", name="Delete this list"))

    assert desk.inner_text(".messagelist").startswith("The list “What readers see” is deleted.")
    assert desk.get_by_role("link", name="What readers see").count() == 0
    assert not SavedList.objects.exists() and Article.objects.count() == 2
    assert desk.complaints == []


def test_takes_down_with_a_reason_what_is_out_and_names_what_is_not(desk, live_server, hand):
    chief = make_user(interface_language="en")
    shared = {"by": chief, "section": make_section(), "authors": [make_author()]}
    out = make_publication(**shared, language="fr", headline="Marée haute").edition
    draft = make_article(**shared, language="fr", headline="Marée basse")
    desk.sign_in(chief)
    desk.goto(f"{live_server.url}{LIST}?language=fr")

    for pk in (draft.pk, out.article_id):  # the last changed first, as they are reached
        hand.press(desk.get_by_label(f"Select article {pk}"))
    with desk.expect_navigation():
        hand.press(desk.get_by_role("button", name="Take down…"))
    assert desk.inner_text("h1") == "Take down 2 articles in Français?"
    hand.write(desk.locator("#reason"), "Le nom d’un témoin y était.")
    with desk.expect_navigation():
        hand.press(desk.get_by_role("button", name="Take down", exact=True))

    done, refused = desk.locator(".messagelist > li").all_inner_texts()
    assert done == "Français: 1 article was taken down."
    assert "Français: 1 of 2 was not taken down." in refused
    why = "There is nothing to take down: readers see no text."
    assert f"#{draft.pk} Marée basse {why}" in refused
    out.refresh_from_db()
    assert out.withdrawn_at and out.withdrawal_reason == "Le nom d’un témoin y était."
    with desk.expect_navigation():
        hand.press(desk.locator(".refused a"))
    assert desk.url == f"{live_server.url}{LIST}{draft.pk}/change/?language=fr"
    assert desk.complaints == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_on_a_phone_the_filters_are_behind_one_word_and_each_row_is_a_block(
    desk, live_server, language
):
    make_publication(language="fr", headline="Donaudampfschifffahrtsgesellschaft " * 4)
    desk.sign_in(make_user(interface_language=language))
    desk.set_viewport_size(NARROW)
    desk.goto(f"{live_server.url}{LIST}?language=fr&state=live&q=donau")

    assert not desk.is_visible("#filter_state")
    desk.click(".list-filters summary")
    assert desk.is_visible("#filter_state")
    headline = desk.locator(".field-headline").bounding_box()
    marks = desk.locator(".field-marks").bounding_box()
    assert headline["y"] + headline["height"] <= marks["y"]
    assert not desk.evaluate(WIDER_THAN_ITS_WINDOW)
    assert desk.complaints == []
