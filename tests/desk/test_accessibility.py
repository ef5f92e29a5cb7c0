"""axe-core finds nothing on any page of the desk, in both directions, schemes and widths.

Every view of the desk and of the accounts is asked for; what answers with a page is looked at.
Then come the states that no address has: what is open, what was refused, two people at once.
"""

from contextlib import suppress
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse
from django.utils import timezone

from articles import editing, publishing
from articles.models import Alert, Correction
from articles.models.lists import SavedList
from audience import buckets, ranking
from audience.counting import slot_of
from tests.accounts.passkeys import Passkey
from tests.accounts.test_passkeys import add
from tests.accounts.test_second_factor import code_of, confirm, give_code, set_up_app
from tests.factories import (
    in_every_language,
    make_alert,
    make_article,
    make_author,
    make_edition,
    make_image,
    make_publication,
    make_section,
    make_topic,
    make_user,
    texts,
)
from tests.looking import Looker
from website.models import SiteSettings, StaticPage

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]

WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 360, "height": 740}
# Each language has each scheme and each width, and both together have every pair of them: colours
# do not depend on the language.
LOOKS = {
    "en": [("light", WIDE), ("dark", NARROW)],
    "ar": [("dark", WIDE), ("light", NARROW)],
}
UNFOLD = "for (const one of document.querySelectorAll('main details')) one.open = true"
LEAST_PAGES = {"signed in": 60, "signed out": 5}  # 62 and 5 when this was written
FORM = "/admin/articles/article/{article}/change/?language="
LIST = "/admin/articles/article/"
LIBRARY = "/admin/images/image/"
READERSHIP = "/admin/readership/"
# What pages look like otherwise than when they are opened first.
OTHERWISE = {
    "an edition in review": FORM + "ar",
    "an edition not begun": FORM + "ru",
    "revisions": "/admin/articles/article/{article}/history/?language=fr",
    "a new article in Arabic": "/admin/articles/article/add/?language=ar",
    "no article found": LIST + "?q=nothing+like+it&state=live&mine=1",
    "articles with chips": LIST + "?state=live&language=fr&section={section}&q=headline",
    "a filter that is wrong": LIST + "?section=none&since=soon",
    "a kept list": LIST + "?mine=1",
    "images with chips": LIBRARY + "?q=caption",
    "no image found": LIBRARY + "?q=nothing+like+it",
    "an alert prefilled": "/admin/articles/alert/add/?article={article}",
    "a draft of an alert": "/admin/articles/alert/{draft}/change/",
    "no topic found": "/admin/articles/topic/?q=nothing+like+it",
    "readership of a section": READERSHIP + "periods/?period=7&section={section}",
    "readership without a view": READERSHIP + "periods/?period=7&language=ru",
    "readership of impossible days": READERSHIP + "periods/?period=dates&since=soon&until=2026",
    "readership in a language that is none": READERSHIP + "?language=tlh",
    "views by day": "/admin/articles/article/{article}/views/?span=30",
    "views in a period that is none": "/admin/articles/article/{article}/views/?span=8",
}


class World:
    """A newsroom in which every list and every page has something to show."""

    def __init__(self, language):
        self.chief = make_user(interface_language=language)
        self.section, self.topic, self.author = make_section(), make_topic(), make_author()
        self.image = make_image()
        self.shared = {"by": self.chief, "section": self.section, "authors": [self.author]}
        story = make_publication(
            **self.shared,
            topics=[self.topic],
            lead_image=self.image,
            body=f'<h2>H</h2><p>A <a href="https://e.example/">b</a></p><table><tr><th>1</th></tr>'
            f'</table><figure data-image="{self.image.pk}"><figcaption>C</figcaption></figure>',
        )
        self.article = story.article
        self.read(story.edition)
        arabic = make_edition(language="ar", article=self.article, by=self.chief)
        publishing.submit(arabic, by=self.chief)
        self.wordless = make_article(**self.shared, headline="", body="")
        self.alert = make_alert(**in_every_language(text="Bridge closed"), article=self.article)
        self.draft = Alert.objects.create(text_en="A draft")
        self.correction = Correction.objects.create(article=self.article, text_fr="Non.")
        self.settings = SiteSettings.objects.update_or_create(pk=1)[0]
        self.page = StaticPage.objects.create(slug="imprint", **in_every_language(title="Imprint"))
        self.kept = SavedList.objects.create(owner=self.chief, name="Mine", query="mine=1")

    def read(self, edition):
        """Views of now, which rise."""
        now = timezone.now()
        buckets.add({(edition.pk, slot_of(now - timedelta(minutes=10))): 30})
        ranking.rank(now)

    def path(self, pattern):
        names = ["article", "section", "draft"]
        return pattern.format(**{name: getattr(self, name).pk for name in names})

    def number_of(self, name):
        """The id of the object that a view of this name is about."""
        objects = [self.article, self.alert, self.correction, self.section, self.topic, self.image]
        objects += [self.author, self.settings, self.page, self.chief]
        for found in objects:
            if name.startswith(f"admin:{found._meta.app_label}_{found._meta.model_name}_"):
                return found.pk
        key = Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).first()
        return key.pk if key and "webauthn" in name else self.chief.pk


def names(resolver=None, namespace=""):
    """The names of all views of the desk and of the accounts."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            if pattern.name and (namespace or pattern.name.startswith(("account", "mfa", "roles"))):
                yield f"{namespace}{pattern.name}"
        else:
            own = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from names(pattern, namespace + own)


def path_of(name, world):
    """Where a view is; None where it is about something else than a row of the world's."""
    for arguments in ([], [world.number_of(name)]):
        with suppress(NoReverseMatch):
            return reverse(name, args=arguments)
    return None


def pages(world, client, only=""):
    """The address of every page that the views show to a client, by name."""
    paths = {name: path_of(name, world) for name in sorted(set(names())) if only in name}
    return {name: path for name, path in paths.items() if path and is_page(client.get(path))}


def is_page(response):
    """Whether it is one, and no part of one for a script."""
    return response.status_code == 200 and b"</html>" in response.getvalue()[-200:]


@pytest.fixture
def looker(page, live_server, language):
    cache.clear()  # the limits by address count in it, which outlives a test
    return Looker(page, live_server.url, LOOKS[language])


def sign_in(looker, user, code=None):
    """The client of somebody who has confirmed who they are, and the browser's page as well."""
    client = Client()
    client.post(reverse("account_login"), {"login": user.username, "password": "password"})
    if code:
        give_code(client, code)
    confirm(client)
    key = client.cookies["sessionid"].value
    looker.page.context.add_cookies([{"name": "sessionid", "value": key, "url": looker.address}])
    return client


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_is_found_on_any_page_of_somebody_signed_in(looker, language):
    world = World(language)
    shown = pages(world, sign_in(looker, world.chief))
    assert {"mfa_activate_totp", "account_reauthenticate", "roles"} <= {*shown}
    otherwise = {name: world.path(pattern) for name, pattern in OTHERWISE.items()}

    looker.look_at(shown | otherwise)

    assert len(shown) >= LEAST_PAGES["signed in"], sorted(shown)
    looker.finds_nothing()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_is_found_on_any_page_before_signing_in(browser, live_server, language):
    cache.clear()
    shown = pages(World(language), Client(headers={"accept-language": language}))
    with browser.new_context(locale=language) as context:
        looker = Looker(context.new_page(), live_server.url, LOOKS[language])
        looker.look_at(shown)

    assert len(shown) >= LEAST_PAGES["signed out"], sorted(shown)
    looker.finds_nothing()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_is_found_where_a_second_factor_is_set_up_and_asked_for(looker, language, settings):
    user = make_user(interface_language=language)
    secret = set_up_app(user)
    client = sign_in(looker, user, code_of(secret))
    add(client, Passkey(), name="Phone")
    world = World(language)
    world.chief = user
    shown = pages(world, client, only="mfa") | {"account": reverse("account")}
    looker.look_at(shown)
    assert {"mfa_deactivate_totp", "mfa_view_recovery_codes"} <= {*shown}
    assert {"mfa_edit_webauthn", "mfa_remove_webauthn"} <= {*shown}

    looker.page.context.clear_cookies()
    looker.go(reverse("account_login"))
    looker.page.fill("[name=login]", user.username)
    looker.page.fill("[name=password]", "wrong")
    looker.press("main [type=submit]")
    looker.look("a wrong password")
    looker.page.fill("[name=password]", "password")
    looker.press("main [type=submit]")
    assert looker.page.url.endswith(reverse("mfa_authenticate"))
    looker.look("a code is asked for")

    settings.SECOND_FACTOR_REQUIRED = True
    sign_in(looker, make_user(interface_language=language))
    looker.go("/admin/")
    looker.look("a second factor first")
    looker.finds_nothing()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_is_found_in_what_opens_over_a_page(looker, language):
    world = World(language)
    sign_in(looker, world.chief)
    page = looker.page

    looker.go("/admin/")
    with looker.opened("[data-palette]"):
        page.keyboard.type("headline")
        page.wait_for_selector("#palette [role=option][aria-selected=true]")
        looker.look("the palette, with what it found")
    with looker.opened(".places details > summary"):
        looker.look("the menu More")
    with looker.opened(".account > summary"):
        looker.look("the menu of the account")
    page.keyboard.press("F1")
    looker.look("the keys of a page")

    looker.go(LIST + "?state=live")
    with looker.opened(".keep > summary"):
        looker.look("keeping a list")

    for path in (READERSHIP + "periods/", "/admin/articles/article/{article}/views/"):
        looker.go(world.path(path))
        page.evaluate(UNFOLD)
        looker.look(f"a chart with its table: {path}")

    looker.go(world.path(FORM + "fr"))
    page.evaluate(UNFOLD)
    looker.look("a live edition, all of it unfolded")
    page.press("[data-pick-image]", "Enter")
    page.click("dialog .tile:first-child label")
    page.wait_for_selector("[data-details-form]")
    looker.look("the images to choose from")
    looker.finds_nothing()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_is_found_in_what_an_act_answers(looker, language):
    world = World(language)
    sign_in(looker, world.chief)
    page = looker.page

    looker.go(LIST + "add/")
    looker.press(".acts [type=submit]")
    assert page.locator(".errornote").count()
    looker.look("a new article with errors")

    looker.go(f"{LIST}{world.wordless.pk}/change/?language=fr")
    page.press("details:has([value=schedule]) > summary", "Enter")
    looker.press("[value=schedule]")
    assert page.locator(".errornote").count()
    looker.look("an article with errors")

    looker.go(world.path(FORM + "fr"))
    page.fill("[name=headline]", "Mine")
    version = world.article.editions.get(language="fr").version
    theirs = editing.TextsChange("fr", texts("fr", headline="Theirs"), base=version)
    editing.save(world.article.pk, by=make_user(), texts=theirs)
    looker.press(".acts [value=save]")
    assert page.locator(".conflict .dispute").count()
    looker.look("an article that two people changed")

    looker.go(LIST + "?language=fr")
    for box in page.locator("[name=article]").all():
        box.check()
    looker.look("articles that are ticked")
    looker.press(".acts [value=publish]")
    assert page.locator(".refused li").count()
    looker.look("acts that were refused")
    page.locator("[name=article]").last.check()
    looker.press(".acts [value=take_down]")
    assert page.locator("[name=reason]").count()
    looker.look("the question before taking down")

    looker.go("/admin/articles/alert/add/")
    looker.press(".submit-row [name=_release]")
    assert page.locator(".errorlist").count()
    looker.look("an alert with errors")
    looker.finds_nothing()
