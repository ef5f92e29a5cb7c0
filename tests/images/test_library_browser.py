"""The library and the form of an image in a real browser."""

import re
from base64 import b64encode

import pytest

from images.models import Image
from tests.factories import make_image, make_user, picture_file

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIBRARY = "/admin/images/image/"
# Files as a person's computer hands them to a page, by drop and by paste.
AS_TRANSFER = """files => {
    const transfer = new DataTransfer();
    for (const { name, type, bytes } of files) {
        const data = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
        transfer.items.add(new File([data], name, { type }));
    }
    window.transfer = transfer;
}"""
DROP = """() => {
    for (const name of ["dragenter", "dragover", "drop"]) {
        const options = { dataTransfer: window.transfer, bubbles: true, cancelable: true };
        document.querySelector("main").dispatchEvent(new DragEvent(name, options));
    }
}"""
PASTE = """() => {
    const options = { clipboardData: window.transfer, bubbles: true, cancelable: true };
    document.body.dispatchEvent(new ClipboardEvent("paste", options));
}"""


def named(name, content=None, type="image/png"):
    return {"name": name, "mimeType": type, "buffer": content or picture_file(60, 40).read()}


def two_good_and_one_bad():
    return [named("one.png"), named("letter.jpg", b"Dear editor"), named("two.png")]


@pytest.fixture
def library(desk, live_server):
    desk.sign_in(make_user(interface_language="en"))
    desk.goto(live_server.url + LIBRARY)
    desk.wait_for_selector(".upload-form.is-live")
    desk.on("filechooser", lambda _chooser: None)  # from the start, or the first may be missed
    return desk


def choose(page, files):
    page.set_input_files("[name=files]", files)


def as_transfer(page, files):
    sent = [
        {"name": f["name"], "type": f["mimeType"], "bytes": b64encode(f["buffer"]).decode()}
        for f in files
    ]
    page.evaluate(AS_TRANSFER, sent)


def drop(page, files):
    as_transfer(page, files)
    page.evaluate(DROP)


def paste(page, files):
    as_transfer(page, files)
    page.evaluate(PASTE)


def told(page, sentence):
    page.locator("[data-status]").get_by_text(sentence).wait_for()
    return [" ".join(row.split()) for row in page.locator(".upload-told").all_inner_texts()]


@pytest.mark.parametrize("hand_over", [choose, drop, paste])
def test_many_are_uploaded_at_once_and_each_failure_is_named(library, hand_over):
    library.fill("[name=credit]", "A. Photographe")

    hand_over(library, two_good_and_one_bad())

    rows = told(library, "Uploaded: 2. Refused: 1.")
    assert sorted(rows) == [
        "letter.jpg This is not a picture in JPEG, PNG, WebP, AVIF or GIF.",
        "one.png Uploaded.",
        "two.png Uploaded.",
    ]
    images = Image.objects.order_by("-pk")
    assert [image.credit for image in images] == ["A. Photographe"] * 2
    shown = library.eval_on_selector_all(".tile-link", "links => links.map(link => link.pathname)")
    assert sorted(shown) == sorted(f"{LIBRARY}{image.pk}/change/" for image in images)
    assert library.get_by_role("link", name="Describe…").count() == 2


def test_button_is_worked_by_keyboard(library):
    library.focus("[name=credit]")
    library.keyboard.press("Tab")

    with library.expect_file_chooser() as chooser:
        library.keyboard.press("Enter")
    chooser.value.set_files([named("one.png")])

    assert told(library, "Uploaded: 1. Refused: 0.") == ["one.png Uploaded."]


def test_a_file_that_is_known_is_offered(library):
    upload = picture_file(30, 20)
    image = make_image(upload)

    upload.seek(0)

    choose(library, [named("again.png", upload.read())])
    told(library, "Uploaded: 0. Refused: 1.")
    address = library.get_by_role("link", name="Open").get_attribute("href")
    assert address == f"{LIBRARY}{image.pk}/change/"


def test_one_that_is_too_large_is_refused_before_it_is_sent(library):
    library.evaluate("document.querySelector('[data-upload]').dataset.largest = 10")

    choose(library, [named("one.png")])

    library.locator("[data-status]").get_by_text("Uploaded: 0. Refused: 1.").wait_for()
    row = library.locator(".upload-row").inner_text()
    assert " ".join(row.split()) == "one.png The file is larger than 40 MB."
    assert not Image.objects.exists()


def test_what_the_network_lost_is_tried_again(library):
    library.route("**/upload/", lambda route: route.abort(), times=1)

    choose(library, [named("one.png")])
    library.get_by_text("Not uploaded: the server did not answer.").wait_for()
    library.get_by_role("button", name="Try again").click()

    assert told(library, "Uploaded: 1. Refused: 0.") == ["one.png Uploaded."]
    library.complaints.clear()  # the browser's own of the lost request


def test_without_scripts_one_form_takes_them_all(desk, live_server, browser):
    desk.sign_in(make_user(interface_language="en"))
    cookies = desk.context.cookies()
    with browser.new_context(java_script_enabled=False) as context:
        context.add_cookies(cookies)
        page = context.new_page()
        page.goto(live_server.url + LIBRARY)

        choose(page, two_good_and_one_bad())
        with page.expect_navigation():
            page.get_by_role("button", name="Upload", exact=True).click()

        assert page.locator("[data-status]").inner_text() == "Uploaded: 2. Refused: 1."
        assert page.locator(".upload-told").count() == 3


class TestFocalPoint:
    @pytest.fixture
    def form(self, desk, live_server):
        self.image = make_image(picture_file(600, 400))
        desk.sign_in(make_user(interface_language="en"))
        desk.goto(f"{live_server.url}{LIBRARY}{self.image.pk}/change/")
        return desk

    def crops(self, page):
        return page.eval_on_selector_all(
            ".crop img", "images => images.map((image) => image.style.objectPosition)"
        )

    def point(self, page):
        return page.input_value("#id_focal_x"), page.input_value("#id_focal_y")

    def test_is_set_by_a_click_and_the_crops_are_shown_at_once(self, form):
        box = form.locator(".focal-picture").bounding_box()

        form.mouse.click(box["x"] + box["width"] * 0.25, box["y"] + box["height"] * 0.75)

        assert self.point(form) == ("25", "75")
        assert self.crops(form) == ["25% 75%"] * 3
        with form.expect_navigation():
            form.get_by_role("button", name="Save", exact=True).click()
        self.image.refresh_from_db()
        assert (self.image.focal_x, self.image.focal_y) == (25, 75)
        assert form.complaints == []

    def test_is_dragged_and_stays_inside(self, form):
        box = form.locator(".focal-picture").bounding_box()

        form.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        form.mouse.down()
        form.mouse.move(box["x"] + box["width"] * 2, box["y"] + box["height"] / 4)
        form.mouse.up()

        assert self.point(form) == ("100", "25")

    def test_is_moved_by_arrow_keys_also_from_right_to_left(self, form):
        form.evaluate("document.documentElement.dir = 'rtl'")
        handle = form.get_by_role("slider", name="Focal point")
        handle.focus()

        for key in ("ArrowRight", "Shift+ArrowRight", "Shift+ArrowUp", "ArrowDown"):
            form.keyboard.press(key)

        assert self.point(form) == ("61", "41")
        assert self.crops(form) == ["61% 41%"] * 3
        assert handle.get_attribute("aria-valuetext") == "61 per cent across, 41 per cent down"
        middle = form.evaluate(
            """() => {
                const [handle, picture] = [".focal-handle", ".focal-picture"].map(
                    (selector) => document.querySelector(selector).getBoundingClientRect());
                return (handle.x + handle.width / 2 - picture.x) / picture.width;
            }"""
        )
        assert middle == pytest.approx(0.61, abs=0.01)

    def test_follows_the_numbers_that_are_typed(self, form):
        form.fill("#id_focal_x", "7")

        assert re.match("7%", self.crops(form)[0])
