"""Where a picture is used is told, and what is in use cannot be deleted."""

from datetime import timedelta

import pytest
from django.db import models, transaction
from django.utils import timezone, translation

from articles import editing, publishing
from images import uses
from images.models import Image
from tests.articles.test_saving_at_once import at_once
from tests.factories import (
    make_article,
    make_author,
    make_edition,
    make_image,
    make_publication,
    make_user,
    picture_file,
)
from website.models import StaticPage

pytestmark = [pytest.mark.thorough, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def image():
    return make_image()


def figure(image):
    return f'<p>Un</p><figure data-image="{image.pk}"></figure>'


def told(image):
    return [(str(u.kind_label), u.name, u.language, u.is_live) for u in uses.of(image.pk)]


def test_an_image_that_is_used_nowhere_has_no_uses(image):
    assert uses.of(image.pk) == []
    assert not uses.of(image.pk).has_more


def test_every_place_is_told_by_its_name_with_the_live_ones_first(image):
    make_article(lead_image=image, headline="Un brouillon")
    make_author(portrait=image, name_en="Nadia Karim")
    StaticPage.objects.create(slug="about", title_fr="À propos", body_fr=figure(image))
    make_publication(language="ar", headline="الميناء", body=figure(image))

    assert sorted(told(image)) == sorted(
        [
            ("In the text, live", "الميناء", "ar", True),
            ("Portrait", "Nadia Karim", "en", True),
            ("Page", "À propos", "fr", True),
            ("Lead image", "Un brouillon", "fr", False),
            ("In the text", "الميناء", "ar", False),
        ]
    )
    assert [use.is_live for use in uses.of(image.pk)] == [True] * 3 + [False] * 2


def test_each_use_leads_to_where_it_is_changed(client, image):
    article = make_article(lead_image=image, body=figure(image))
    author = make_author(portrait=image)
    page = StaticPage.objects.create(slug="about", title_fr="À propos", body_fr=figure(image))
    client.force_login(make_user())

    addresses = {use.url for use in uses.of(image.pk)}

    assert addresses == {
        f"/admin/articles/article/{article.pk}/change/",
        f"/admin/articles/article/{article.pk}/change/?language=fr",
        f"/admin/authors/author/{author.pk}/change/",
        f"/admin/website/staticpage/{page.pk}/change/",
    }
    assert {client.get(address).status_code for address in addresses} == {200}


def test_publications_are_told_once_per_edition_by_what_they_are_now(image):
    chief, now = make_user(), timezone.now()
    first = make_publication(by=chief, lead_image=image, headline="Premier")
    edition = first.edition
    change = editing.TextsChange("fr", {"headline": "Second"}, base=edition.version)
    editing.save(first.article_id, by=chief, texts=change)
    edition.refresh_from_db()
    publishing.publish(edition, by=chief)
    ended = make_publication(by=chief, lead_image=image, headline="Fini")
    publishing.take_down(ended.edition, by=chief)
    make_publication(by=chief, lead_image=image, headline="Demain", at=now + timedelta(days=1))

    published = [use for use in told(image) if use[0] != "Lead image"]

    assert sorted(published) == [
        ("Lead image, live", "Second", "fr", True),
        ("Lead image, once live", "Fini", "fr", False),
        ("Lead image, scheduled", "Demain", "fr", False),
    ]


def test_what_has_no_name_is_told_by_its_number(image):
    draft = make_article(lead_image=image, headline="", body=figure(image))

    assert set(told(image)) == {
        ("Lead image", f"#{draft.pk}", None, False),
        ("In the text", f"#{draft.pk}", None, False),
    }


def test_twenty_uses_are_told_and_that_there_are_more(image):
    chief = make_user()
    for _ in range(uses.MOST):
        make_author(portrait=image)
    assert not uses.of(image.pk).has_more

    make_edition(by=chief, lead_image=image)

    found = uses.of(image.pk)
    assert len(found) == uses.MOST
    assert found.has_more


def test_uses_take_a_fixed_number_of_queries(image, django_assert_num_queries):
    for _ in (1, 2, 3):
        make_publication(lead_image=image, body=figure(image))
        make_author(portrait=image)

        with django_assert_num_queries(8):
            uses.of(image.pk)


def test_what_is_live_is_found_for_many_images_at_once(django_assert_num_queries):
    lead, in_text, portrait, on_page, unused = (
        make_image(picture_file(9, side)) for side in range(10, 15)
    )
    make_publication(lead_image=lead, body=figure(in_text))
    make_author(portrait=portrait)
    StaticPage.objects.create(slug="about", title_fr="À propos", body_fr=figure(on_page))
    make_article(lead_image=unused, body=figure(unused))
    seen = {lead.pk, in_text.pk, portrait.pk, on_page.pk}

    with django_assert_num_queries(3):
        assert uses.live_ids([*seen, unused.pk, 999]) == seen
    with django_assert_num_queries(2):
        assert uses.live_ids([lead.pk]) == {lead.pk}
    with django_assert_num_queries(0):
        assert uses.live_ids([]) == set()


# --- Deleting ------------------------------------------------------------------------------


def as_lead(image):
    make_article(lead_image=image)


def in_working_text(image):
    make_article(body=figure(image))


def in_published_text(image):
    publication = make_publication(body=figure(image))
    change = editing.TextsChange("fr", {"body": "<p>Sans image</p>"}, base=1)
    editing.save(publication.article_id, by=make_user(), texts=change)


def as_portrait(image):
    make_author(portrait=image)


def on_a_page(image):
    StaticPage.objects.create(slug="about", body_fr=figure(image))


PLACES = [as_lead, in_working_text, in_published_text, as_portrait, on_a_page]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
def test_an_image_in_use_cannot_be_deleted_by_any_way(client, image, place):
    place(image)
    client.force_login(make_user())

    for delete in (image.delete, Image.objects.filter(pk=image.pk).delete):
        with pytest.raises(models.ProtectedError), transaction.atomic():
            delete()
    address = f"/admin/images/image/{image.pk}/delete/"
    assert client.post(address, {"post": "yes"}).status_code in {200, 403}
    assert image.renditions.exists()
    assert image.file.storage.exists(image.file.name)


def test_a_deleted_image_leaves_no_file(image, django_capture_on_commit_callbacks):
    files = [image.file, *(rendition.file for rendition in image.renditions.all())]
    stored = [(file.storage, file.name) for file in files]

    with django_capture_on_commit_callbacks(execute=True):
        image.delete()

    assert len(stored) > 1
    assert not [name for storage, name in stored if storage.exists(name)]


@pytest.mark.django_db(transaction=True)
def test_an_image_is_not_deleted_while_somebody_puts_it_into_a_text():
    """Whoever comes first: no text refers to a picture that was in use when it was deleted."""
    chief = make_user()
    for _ in range(3):
        image, article = make_image(), make_article(by=chief)
        change = editing.TextsChange("fr", {"body": figure(image)}, base=1)

        saved, deleted = at_once(
            lambda change=change, article=article: editing.save(article.pk, by=chief, texts=change),
            lambda image=image: attempt_to_delete(image.pk),
        )

        assert saved.pk == article.pk
        used = article.editions.get(language="fr").figures.filter(pk=image.pk).exists()
        assert used == Image.objects.filter(pk=image.pk).exists() == (not deleted)


def attempt_to_delete(image_id):
    try:
        with transaction.atomic():
            Image.objects.get(pk=image_id).delete()
    except models.ProtectedError:
        return False
    return True
