"""Second factors in a real browser, under the site's Content-Security-Policy."""

import pytest
from django.test import override_settings
from playwright.sync_api import expect

from accounts import second_factor
from tests.accounts.test_second_factor import APP, CODES, PASSKEYS, code_of, set_up_app
from tests.desk.test_accessibility import LOOKS
from tests.factories import make_user
from tests.looking import Looker

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("local_name"),
]

TOO_SMALL = """[...document.querySelectorAll("main :is(button, a.button, input, select)")].filter(
  (item) => item.checkVisibility() && Math.min(item.offsetWidth, item.offsetHeight) < 18)
  .map((item) => item.outerHTML)"""
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def local_name():
    """Passkeys work under a name and not under a bare address."""
    with override_settings(ALLOWED_HOSTS=["localhost"]):
        yield


@pytest.fixture
def door(desk, live_server):
    """A page that may ``enter`` with name and password, and holds a passkey's device."""

    def enter(user, *, to="/accounts/"):
        desk.goto(f"{desk.site}/accounts/login/?next={to}")
        desk.fill("[name=login]", user.username)
        desk.fill("[name=password]", "password")
        with desk.expect_navigation():
            desk.press("[name=password]", "Enter")

    desk.site = live_server.url.replace("127.0.0.1", "localhost")
    desk.enter = enter
    desk.device = desk.context.new_cdp_session(desk)
    desk.device.send("WebAuthn.enable")
    answer = desk.device.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    desk.device.id = answer["authenticatorId"]
    return desk


def confirm(door):
    door.fill("[name=password]", "password")
    with door.expect_navigation():
        door.press("[name=password]", "Enter")


def add_passkey(door, user):
    door.enter(user, to=PASSKEYS + "add/")
    confirm(door)
    with door.expect_navigation():
        door.keyboard.press("Tab")  # the name has no focus of its own
        door.focus("[data-passkey-button]")
        door.keyboard.press("Enter")


def test_a_passkey_is_added_by_keyboard_and_signs_in_alone(door):
    user = make_user(username="chief", interface_language="en")
    add_passkey(door, user)
    assert door.url == door.site + CODES
    door.context.clear_cookies()

    door.goto(door.site + "/accounts/login/?next=/accounts/roles/")
    door.focus("[data-passkey-button]")
    with door.expect_navigation(url="**/accounts/roles/"):
        door.keyboard.press("Enter")

    assert door.inner_text("h1") == "Who may do what"
    assert door.complaints == []


def test_a_passkey_is_the_second_step_after_the_password(door):
    user = make_user(username="chief", interface_language="en")
    add_passkey(door, user)
    door.context.clear_cookies()

    door.enter(user, to="/accounts/roles/")
    assert door.inner_text("h1") == "The second step"
    with door.expect_navigation(url="**/accounts/roles/"):
        door.click("[data-passkey-button]")

    assert door.complaints == []


def test_a_passkey_confirms_who_one_is(door):
    user = make_user(username="chief", interface_language="en")
    add_passkey(door, user)
    door.context.clear_cookies()
    door.enter(user, to=CODES + "new/")
    with door.expect_navigation(url="**/accounts/confirm/**"):
        door.click("[data-passkey-button]")
    door.click("main a:has-text('With a passkey')")
    door.wait_for_selector("[data-passkey-button]:not([hidden])")

    with door.expect_navigation(url=f"**{CODES}new/"):
        door.click("[data-passkey-button]")

    assert door.inner_text("h1") == "Make new recovery codes?"


def test_it_says_why_no_passkey_was_used_and_may_be_tried_again(door):
    user = make_user(username="chief", interface_language="en")
    add_passkey(door, user)
    door.goto(door.site + PASSKEYS + "add/")
    door.click("[data-passkey-button]")
    problem = door.locator("[data-passkey-problem][role=alert]")
    expect(problem).to_have_text("This device holds a passkey of yours already.")

    door.device.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": door.device.id})
    door.device.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    with door.expect_navigation():
        door.click("[data-passkey-button]")

    assert len(second_factor.ways_of(user).passkeys) == 2


def test_an_app_is_set_up_and_its_recovery_codes_kept(door):
    user = make_user(username="chief", interface_language="en")
    door.context.grant_permissions(["clipboard-read", "clipboard-write"])
    door.enter(user, to=APP)
    confirm(door)

    door.keyboard.type(code_of(door.inner_text(".secret")))
    with door.expect_navigation():
        door.keyboard.press("Enter")
    codes = door.locator("[data-recovery-code]").all_inner_texts()
    door.click("[data-act=copy]")
    expect(door.locator("[data-told]")).to_have_text("Copied.")
    with door.expect_download() as download:
        door.click("[data-act=download]")

    assert door.inner_text(".messagelist") == "The authenticator app is set up."
    assert door.evaluate("navigator.clipboard.readText()").split() == codes
    assert download.value.path().read_text().split() == codes
    assert len(codes) == 10
    assert door.complaints == []


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_is_found_on_pages_behind_the_password(door, language):
    """Those that nobody comes to by an address alone; the others are looked at with the desk's."""
    looker = Looker(door, door.site, LOOKS[language])
    user = make_user(username="chief", interface_language=language)
    add_passkey(door, user)
    [passkey] = second_factor.ways_of(user).passkeys
    for path in (
        "/accounts/",
        APP,
        PASSKEYS + "add/",
        f"{PASSKEYS}{passkey.pk}/rename/",
        f"{PASSKEYS}{passkey.pk}/remove/",
        PASSKEYS + "confirm/",
        CODES + "new/",
    ):
        looker.go(path)
        looker.look(path)
        assert door.evaluate(TOO_SMALL) == [], path
    door.context.clear_cookies()
    door.enter(user)
    looker.look("a code is asked for")

    looker.finds_nothing()
    assert door.complaints == []


def test_without_a_script_a_code_signs_in(browser, live_server, client):
    user = make_user(username="chief")
    secret = set_up_app(user)
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(live_server.url.replace("127.0.0.1", "localhost") + "/accounts/login/")
        assert not page.is_visible("[data-passkey-button]")
        page.fill("[name=login]", "chief")
        page.fill("[name=password]", "password")
        page.press("[name=password]", "Enter")
        page.fill("[name=code]", code_of(secret))
        page.press("[name=code]", "Enter")
        page.wait_for_url("**/admin/")


def test_where_no_passkey_can_be_nothing_is_said_of_one_at_the_door(door):
    door.add_init_script("delete window.PublicKeyCredential")

    door.goto(door.site + "/accounts/login/")

    door.wait_for_selector("form[data-passkey]", state="hidden")
    assert door.is_visible("[name=password]")
