"""A story's way from the desk to its readers, as an editor and a reader walk it in a browser."""

import re

import pytest

import languages
from articles.models import Article
from tests.factories import make_author, make_section, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FRENCH = {
    "kicker": "Navigation",
    "headline": "Deux ports, une seule marée",
    "summary": "Les deux capitaineries publieront la même hauteur d’eau & le même zéro dès mars.",
    "dateline": "VALPORT – Agence de presse Ekhbary",
}
FRENCH_BODY = ["Les capitaines ont signé samedi soir.", "## Un zéro commun", "La table suit."]
ARABIC = {"headline": "ميناءان ومدّ واحد", "summary": "ستنشر القبطانيتان منسوب الماء نفسه."}
ARABIC_BODY = ["وقّع القباطنة مساء السبت."]


class Desk:
    """The editor's browser."""

    def __init__(self, page, site):
        self.page, self.site = page, site

    def sign_in(self, user):
        self.page.goto(f"{self.site}/admin/")
        self.page.fill("[name=login]", user.username)
        self.page.fill("[name=password]", "password")
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(f"{self.site}/admin/")

    def write(self, texts, body):
        for name, text in texts.items():
            self.page.fill(f"[name={name}]", text)
        self.page.locator("[contenteditable=true]").click()
        for number, line in enumerate(body):
            if number:
                self.page.keyboard.press("Enter")
            if line.startswith("## "):
                self.page.get_by_role("button", name="Heading", exact=True).click()
            self.page.keyboard.type(line.removeprefix("## "))

    def press(self, button):
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=button, exact=True).click()


def line(page, selector):
    """The text of the only such element, white space folded."""
    return re.sub(r"\s+", " ", page.locator(selector).inner_text()).strip()


def test_a_story_is_written_published_alerted_and_translated(page, live_server):
    editor = make_user(languages=languages.codes())
    section = make_section(name_fr="Monde", slug_fr="monde", name_ar="العالم", slug_ar="العالم")
    author = make_author(name_fr="Ekhbary Editor", name_ar="محرر إخباري")
    desk = Desk(page, live_server.url)
    desk.sign_in(editor)

    page.goto(f"{live_server.url}/admin/articles/article/add/?language=fr")
    page.select_option("[name=section]", str(section.pk))
    page.fill("#id_authors_add", author.name_fr)
    page.get_by_role("option").filter(has_text=author.name_fr).click()
    desk.write(FRENCH, FRENCH_BODY)
    desk.press("Save")
    article = Article.objects.get()
    edit = f"{live_server.url}/admin/articles/article/{article.pk}/change/"
    page.goto(f"{edit}?language=fr")
    desk.press("Publish now")
    page.goto(f"{live_server.url}/admin/articles/alert/add/?article={article.pk}")
    page.fill("[name=text_fr]", "Accord sur les marées")
    desk.press("Release")

    french = f"{live_server.url}/fr/monde/deux-ports-une-seule-marée-{article.pk}/"
    assert page.goto(french).status == 200
    assert line(page, "h1") == FRENCH["headline"]
    assert FRENCH["summary"] in line(page, "main")
    assert FRENCH["kicker"] in line(page, "main")
    assert FRENCH["dateline"] in line(page, "main")
    assert line(page, "main h2 >> nth=0") == "Un zéro commun"
    assert page.get_by_role("link", name="Ekhbary Editor").count()
    assert "Accord sur les marées" in line(page, "body")

    page.goto(f"{edit}?language=ar")
    desk.write(ARABIC, ARABIC_BODY)
    desk.press("Publish now")

    assert page.goto(f"{live_server.url}/ar/العالم/{article.pk}/").status == 200
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert line(page, "h1") == ARABIC["headline"]
    assert FRENCH["dateline"] not in line(page, "main")

    absent = page.goto(f"{live_server.url}/ru/{section.slug_ru}/{article.pk}/")
    assert absent.status == 404
    for text, language in ((FRENCH["headline"], "fr"), (ARABIC["headline"], "ar")):
        link = page.get_by_role("link", name=text)
        assert link.evaluate("link => link.closest('[lang]').lang") == language
