"""The choice of an image from the page of an article, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from articles.models import Article
from images.models import Image
from tests.factories import make_article, make_image, make_user, picture_file
from tests.looking import AXE, RULES, VIOLATIONS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TWO = '<p data-block="aaaa1111">One two</p><p data-block="bbbb2222">Three</p>'
CARET = """([selector, offset]) => {
    const { view, commands } = window.editor;
    const found = document.querySelector(`.prose-body ${selector}`);
    commands.setTextSelection(view.posAtDOM(found.firstChild, offset));
    view.focus();
}"""
FOCUSED = "document.activeElement"


class Picker:
    """The page of an article in one language, and the dialog over it."""

    def __init__(self, page):
        self.page = page

    @property
    def dialog(self):
        return self.page.get_by_role("dialog", name="Choose an image")

    def is_open(self):
        return self.page.locator("dialog.picker[open]").count() == 1

    def open(self):
        self.page.click("[data-pick-image]")
        self.dialog.wait_for()

    def open_from_text(self):
        self.page.get_by_role("toolbar").get_by_role("button", name="Image…").click()
        self.dialog.wait_for()

    def find(self, words, number):
        self.dialog.get_by_role("searchbox").fill(words)
        self.wait_for_tiles(number)

    def wait_for_tiles(self, number):
        expect(self.dialog.locator(".tile")).to_have_count(number)

    def choose(self, name):
        self.dialog.locator(".tile", has_text=name).click()
        self.details.wait_for()

    @property
    def lead_image(self):
        """The field, which is told a moment after the dialog has closed."""
        return self.page.locator("[name=lead_image]")

    @property
    def details(self):
        return self.dialog.locator("[data-details-form]")

    def use(self):
        self.dialog.get_by_role("button", name="Use this image").click()

    def wait_until_closed(self):
        self.page.locator("dialog.picker[open]").wait_for(state="detached")

    def put_caret(self, selector, offset):
        self.page.evaluate(CARET, [selector, offset])

    def save(self):
        with self.page.expect_navigation():
            self.page.locator("form#article_form").evaluate(
                "form => form.requestSubmit(form.querySelector('[value=save]'))"
            )


@pytest.fixture
def picker(desk, live_server):
    user = make_user(interface_language="en")
    article = make_article(by=user, language="fr", body=TWO)
    make_image(alt_text_en="Harbour at dusk", alt_text_fr="Un port")
    make_image(alt_text_en="Cable layer", alt_text_fr="", credit="M. Le Gall")
    desk.sign_in(user)
    desk.add_init_script(
        """document.addEventListener("prose-editor:ready",
            (event) => { window.editor = event.detail.editor; });"""
    )
    desk.goto(f"{live_server.url}/admin/articles/article/{article.pk}/change/?language=fr")
    desk.wait_for_selector(".prose-body")
    desk.on("filechooser", lambda _chooser: None)  # from the start, or the first may be missed
    return Picker(desk)


def image_of(name):
    return Image.objects.get(alt_text_en=name)


def test_a_lead_image_is_found_described_and_used_by_mouse(picker):
    picker.open()
    assert picker.page.evaluate(f"{FOCUSED}.type") == "search"
    picker.find("cable", 1)

    picker.choose("Cable layer")
    advice = picker.details.get_by_text("Say what the image shows, or mark it decorative.")
    assert advice.is_visible()
    picker.details.get_by_label("Alternative text").fill("Un câblier")
    assert not advice.is_visible()
    picker.use()
    picker.wait_until_closed()

    image = image_of("Cable layer")
    expect(picker.lead_image).to_have_value(str(image.pk))
    assert picker.page.inner_text("[data-chosen-credit]") == "M. Le Gall"
    assert image.alt_text_fr == "Un câblier"
    picker.save()
    assert Article.objects.get().lead_image == image
    assert picker.page.complaints == []


def test_a_lead_image_is_used_by_keyboard_alone(picker):
    page = picker.page
    page.focus("[data-pick-image]")
    page.keyboard.press("Enter")
    picker.dialog.wait_for()
    page.keyboard.type("harbour")
    picker.wait_for_tiles(1)
    for _press in range(6):
        page.keyboard.press("Tab")
        if page.evaluate(f"{FOCUSED}.name") == "picked":
            break
    page.keyboard.press("Space")
    picker.details.wait_for()
    page.keyboard.press("Enter")
    picker.wait_until_closed()

    expect(picker.lead_image).to_have_value(str(image_of("Harbour at dusk").pk))
    expect(page.locator("[data-pick-image]")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # No image
    expect(picker.lead_image).to_have_value("")


def test_a_figure_is_put_at_the_caret(picker):
    picker.put_caret("p", 7)

    picker.open_from_text()
    picker.choose("Harbour at dusk")
    picker.use()
    figure = picker.page.locator(".prose-body figure img")
    assert "/media/renditions/" in figure.get_attribute("src")
    picker.page.keyboard.type("And on. ")
    picker.save()
    number = image_of("Harbour at dusk").pk
    body = re.sub(' data-block="[a-z0-9]+"', "", Article.objects.get().body_fr)
    assert body == f'<p>One two</p><figure data-image="{number}"></figure><p>And on. Three</p>'


def test_text_goes_on_behind_a_figure_at_the_end(picker):
    picker.put_caret("p:last-of-type", 5)

    picker.open_from_text()
    picker.choose("Harbour at dusk")
    picker.use()
    picker.page.locator(".prose-body figure").wait_for()
    picker.page.keyboard.type("The end")
    picker.save()

    body = re.sub(' data-(block|image)="[a-z0-9]+"', "", Article.objects.get().body_fr)
    assert body == "<p>One two</p><p>Three</p><figure></figure><p>The end</p>"


def test_escape_returns_to_the_exact_caret(picker):
    picker.put_caret("p", 3)

    picker.open_from_text()
    picker.page.keyboard.press("Escape")
    picker.wait_until_closed()
    expect(picker.page.locator(".prose-body")).to_be_focused()
    picker.page.keyboard.type("!")

    assert picker.page.locator(".prose-body p").first.inner_text() == "One! two"


def test_what_is_typed_as_the_dialog_closes_stands_at_the_caret(picker):
    picker.put_caret("p", 3)
    picker.open_from_text()

    picker.page.evaluate(
        """() => {
            document.querySelector("dialog.picker").close();
            document.execCommand("insertText", false, "!");
        }"""
    )

    expect(picker.page.locator(".prose-body p").first).to_have_text("One! two")


def test_what_was_typed_is_still_there_when_the_dialog_is_opened_again(picker):
    picker.open()
    picker.choose("Cable layer")
    picker.details.get_by_label("Alternative text").fill("Un câblier")
    picker.page.keyboard.press("Escape")

    picker.open()

    assert picker.details.get_by_label("Alternative text").input_value() == "Un câblier"


def test_nothing_is_used_where_somebody_else_described_it_meanwhile(picker):
    picker.open()
    picker.choose("Cable layer")
    Image.objects.filter(alt_text_en="Cable layer").update(alt_text_fr="Leur câblier")
    picker.details.get_by_label("Alternative text").fill("Un câblier")

    picker.use()
    picker.details.get_by_text("Leur câblier").wait_for()

    assert picker.is_open()
    assert picker.dialog.get_by_text("Not used yet: see what is marked.").is_visible()
    picker.details.get_by_label("Save mine over it").check()
    picker.use()
    picker.wait_until_closed()
    assert image_of("Cable layer").alt_text_fr == "Un câblier"
    picker.page.complaints.clear()  # the browser's own of the answer 422


def test_a_new_picture_is_uploaded_and_used_without_leaving(picker):
    picker.open()

    picker.dialog.locator("[name=files]").set_input_files(
        [{"name": "new.png", "mimeType": "image/png", "buffer": picture_file(60, 40).read()}]
    )
    picker.details.wait_for()
    picker.details.get_by_label("Alternative text").fill("Une place")
    picker.use()
    picker.wait_until_closed()

    image = Image.objects.get(alt_text_fr="Une place")
    expect(picker.lead_image).to_have_value(str(image.pk))


def test_using_without_choosing_says_what_to_do(picker):
    picker.open()

    picker.use()

    assert picker.dialog.get_by_text("Choose an image first.").is_visible()
    picker.find("zeppelin", 0)
    with picker.page.expect_file_chooser():
        picker.dialog.get_by_role("button", name="Upload one").click()


def test_on_a_phone_the_details_are_the_next_step(picker):
    picker.page.set_viewport_size({"width": 360, "height": 740})
    picker.open()
    assert not picker.dialog.get_by_role("button", name="Use this image").is_visible()

    picker.choose("Cable layer")
    picker.details.get_by_label("Alternative text").fill("Un câblier")
    assert not picker.dialog.get_by_role("searchbox").is_visible()
    wider = "document.documentElement.scrollWidth > window.innerWidth"
    assert not picker.page.evaluate(wider)
    picker.dialog.get_by_role("button", name="Back to the images").click()
    picker.dialog.get_by_role("button", name="Next").click()
    picker.use()
    picker.wait_until_closed()

    assert image_of("Cable layer").alt_text_fr == "Un câblier"


def test_signed_out_says_so_and_loses_nothing(picker):
    picker.page.context.clear_cookies()

    picker.page.click("[data-pick-image]")

    picker.page.get_by_text("The images cannot be shown now.").wait_for()
    picker.page.get_by_role("button", name="Close").click()
    assert not picker.is_open()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_axe_finds_nothing_in_the_dialog(picker, live_server, language):
    picker.page.context.clear_cookies()
    picker.page.goto("about:blank")  # leave the page of the other account
    picker.page.sign_in(make_user(interface_language=language))
    article = Article.objects.get()
    picker.page.goto(f"{live_server.url}/admin/articles/article/{article.pk}/change/?language=fr")
    picker.page.click("[data-pick-image]")
    picker.page.click("dialog .tile:first-child label")
    picker.page.wait_for_selector("[data-details-form]")

    picker.page.evaluate(AXE)
    for scheme, width in (("light", 1280), ("dark", 1280), ("dark", 360)):
        picker.page.emulate_media(color_scheme=scheme)
        picker.page.set_viewport_size({"width": width, "height": 740})
        assert picker.page.evaluate(VIOLATIONS, RULES) == [], (scheme, width)
