"""The banner of an alert as its editor sees it before readers do."""

import pytest

import languages
from accounts.roles import REPORTER
from tests.factories import make_alert, make_edition, make_publication, make_user
from tests.website.reading import all_of, links, parse, read, said, words
from website.models import SiteSettings

pytestmark = pytest.mark.django_db

NEW = "/admin/articles/alert/preview/"


def preview_of(alert):
    return f"/admin/articles/alert/{alert.pk}/preview/"


def banner(page, language):
    """The banner of a language, or None."""
    [section] = page.xpath("//section[@aria-labelledby=$id]", id=f"preview-{language}")
    found = all_of(section, ".banner")
    shown = [item for item in found if section in item.iterancestors()]
    return shown[0] if shown else None


@pytest.fixture
def desk(client):
    client.force_login(make_user(REPORTER, languages=["fr"], interface_language="en"))
    return client


def test_each_language_has_its_banner_as_readers_would_have_it(desk):
    story = make_publication(language="fr", summary="Le bac attend.")
    make_edition(article=story.article, language="ar")
    alert = make_alert(
        text_fr="Le pont ferme", text_ar="يغلق الجسر", article=story.article, released_at=None
    )

    page = read(desk, preview_of(alert))

    french, arabic = banner(page, "fr"), banner(page, "ar")
    assert words(french) == "Urgent Le pont ferme Le bac attend."
    assert words(arabic) == "عاجل يغلق الجسر"
    assert french.xpath(".//a/@href")[0].startswith("/fr/")
    assert arabic.xpath(".//a") == []
    assert [(b.getparent().get("lang"), b.getparent().get("dir")) for b in (french, arabic)] == [
        ("fr", "ltr"),
        ("ar", "rtl"),
    ]
    assert banner(page, "ru") is None
    assert len(all_of(page, ".preview__note")) == len(languages.codes()) - 2


def test_shows_what_is_typed_before_it_is_saved(desk):
    story = make_publication(language="fr", headline="Le pont")
    alert = make_alert(text_fr="Avant", text_ar="قبل", released_at=None)

    new = parse(desk.post(NEW, {"text_fr": "<b>Le pont</b>", "article": story.article_id}))
    changed = parse(desk.post(preview_of(alert), {"text_fr": "Après"}))

    assert said(new, ".banner__text") == "<b>Le pont</b>"
    assert links(new, ".banner")[0][0] == "<b>Le pont</b>"
    assert words(all_of(banner(changed, "fr"), ".banner__text")[0]) == "Après"
    assert words(banner(changed, "ar")).endswith("قبل")  # not this person's to write
    alert.refresh_from_db()
    assert alert.text_fr == "Avant"


def test_says_which_language_is_not_open_to_readers(desk):
    SiteSettings.objects.update(open_languages="fr")
    alert = make_alert(text_fr="Le pont", text_ar="الجسر")

    page = read(desk, preview_of(alert))

    notes = [words(note) for note in all_of(page, ".preview__note")]
    assert notes.count("This language is not open to readers yet.") == 1


def test_is_for_staff_alone(client, desk):
    alert = make_alert(text_fr="Le pont")
    assert desk.get("/admin/articles/alert/999/preview/").status_code == 404
    desk.force_login(make_user(None))
    assert desk.get(preview_of(alert)).status_code == 403
    desk.logout()
    assert desk.get(preview_of(alert)).status_code == 302


def test_query_count_does_not_grow_with_languages(desk, django_assert_num_queries):
    story = make_publication(language="fr")
    alert = make_alert(text_fr="A", article=story.article)
    desk.get(preview_of(alert))
    with django_assert_num_queries(6) as first:
        desk.get(preview_of(alert))
    for code in ("ar", "en"):
        make_publication(article=story.article, language=code)
    alert.text_ar, alert.text_en = "ب", "B"
    alert.save()
    with django_assert_num_queries(len(first.captured_queries)):
        desk.get(preview_of(alert))
