"""The files of pictures: to everybody what readers see somewhere now, to staff the rest."""

import io
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from PIL import Image as Pillow

from accounts.roles import TRANSLATOR
from articles import editing, publishing
from images import making
from images.models import Rendition
from tests.factories import (
    make_article,
    make_author,
    make_edition,
    make_image,
    make_publication,
    make_user,
    picture_file,
)
from tests.images.test_files import uploaded
from website.models import SiteSettings, StaticPage

pytestmark = [pytest.mark.thorough, pytest.mark.django_db]


def address(image, **which):
    return image.renditions.filter(**{"format": "webp", "ratio": "own"} | which).first().file.url


def figure(image):
    return f'<p>Un</p><figure data-image="{image.pk}"></figure>'


def answers(client, image):
    """What anybody is answered: the status, which is the same for each of the image's files."""
    [status] = {client.get(r.file.url).status_code for r in image.renditions.all()}
    return status


# --- To everybody --------------------------------------------------------------------------


def test_what_readers_see_is_served_to_them_with_its_type(client):
    image = make_image(picture_file(60, 20))
    make_publication(lead_image=image)

    for rendition in image.renditions.all():
        response = client.get(rendition.file.url)

        assert response.status_code == 200
        assert response.headers["Content-Type"] == f"image/{rendition.format}"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        content = response.getvalue()
        assert int(response.headers["Content-Length"]) == len(content)
        with rendition.file.open() as stored:
            assert content == stored.read()


def test_a_public_picture_is_everybodys_to_keep_for_an_hour_and_asks_nothing(client):
    image = make_image()
    make_publication(lead_image=image)
    client.force_login(make_user())

    response = client.get(address(image), headers={"Accept-Language": "ar"})

    assert response.headers["Cache-Control"] == "public, max-age=3600, stale-while-revalidate=60"
    assert "Vary" not in response.headers
    assert "Content-Language" not in response.headers
    assert not response.cookies


def test_a_picture_that_is_known_is_not_sent_again(client):
    image = make_image()
    publication = make_publication(lead_image=image)
    etag = client.get(address(image)).headers["ETag"]

    again = client.get(address(image), headers={"If-None-Match": etag})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Cache-Control"].startswith("public")
    later = timezone.now() + timedelta(minutes=2)
    publishing.take_down(publication.edition, by=make_user())
    with time_machine.travel(later):
        again = client.get(address(image), headers={"If-None-Match": etag})
    assert again.status_code == 404


def test_figures_portraits_and_pictures_of_pages_are_public(client):
    in_text, portrait, on_page = (make_image(picture_file(n, 9)) for n in (30, 31, 32))
    make_publication(body=figure(in_text))
    make_author(portrait=portrait)
    StaticPage.objects.create(slug="about", title_fr="À propos", body_fr=figure(on_page))

    assert [answers(client, each) for each in (in_text, portrait, on_page)] == [200, 200, 200]


# --- To nobody but staff -------------------------------------------------------------------


def unused():
    return make_image()


def of_a_working_text():
    image = make_image()
    make_edition(lead_image=image, body=figure(image))
    return image


def scheduled():
    image = make_image()
    at = timezone.now() + timedelta(hours=1)
    make_publication(lead_image=image, body=figure(image), at=at)
    return image


def taken_down():
    image = make_image()
    chief = make_user()
    publication = make_publication(by=chief, lead_image=image, body=figure(image))
    with time_machine.travel(timezone.now() - timedelta(minutes=2)):
        other = make_publication(by=chief, lead_image=image)
    publishing.take_down(other.edition, by=chief)
    publishing.take_down(publication.edition, by=chief)
    return image


def expired():
    image = make_image()
    now = timezone.now()
    make_publication(
        lead_image=image, at=now - timedelta(hours=2), until=now - timedelta(minutes=2)
    )
    return image


def of_nobody_yet():
    image = make_image()
    make_author(portrait=image, **dict.fromkeys(NAMES, ""))
    StaticPage.objects.create(slug="about", body_fr=figure(image))
    return image


NAMES = [f"name_{code}" for code in ("en", "fr", "ar", "ru", "es", "zh_hans")]
UNSEEN = [unused, of_a_working_text, scheduled, taken_down, expired, of_nobody_yet]


@pytest.mark.parametrize("make", UNSEEN, ids=lambda make: make.__name__)
def test_what_readers_do_not_see_is_for_staff_alone_and_kept_nowhere(client, make):
    address_of_it = address(make())
    with time_machine.travel(timezone.now() + timedelta(seconds=61)):
        to_readers = client.get(address_of_it)
        client.force_login(make_user(TRANSLATOR, languages=["fr"]))
        to_staff = client.get(address_of_it)

    assert (to_readers.status_code, to_readers.content) == (404, b"")
    assert to_readers.headers["Cache-Control"] == "no-store"
    assert to_staff.status_code == 200
    assert to_staff.headers["Cache-Control"] == "private, no-store"
    assert "Cookie" in to_staff.headers["Vary"]
    assert "ETag" not in to_staff.headers


def test_a_picture_is_as_public_as_its_language(client):
    image = make_image()
    make_publication(language="ar", lead_image=image, body=figure(image))
    StaticPage.objects.create(slug="about", title_ar="عن", body_ar=figure(image))
    assert answers(client, image) == 200

    SiteSettings.objects.update(open_languages="en,fr")

    assert answers(client, image) == 404


def test_what_is_no_staff_is_given_no_more_than_readers_are(client):
    image = make_image()
    for fields in ({"is_staff": False}, {"role": None}):
        client.force_login(make_user(**fields))

        assert client.get(address(image)).status_code == 404


def test_a_page_that_is_kept_for_a_minute_still_has_its_pictures(client):
    image = make_image()
    publication = make_publication(lead_image=image)
    now = timezone.now()
    publishing.take_down(publication.edition, by=make_user())

    for seconds, status in ((50, 200), (65, 404)):
        with time_machine.travel(now + timedelta(seconds=seconds)):
            assert answers(client, image) == status


def test_a_replaced_crop_is_served_until_it_is_deleted(client):
    image = make_image(picture_file(60, 20))
    make_publication(lead_image=image)
    old = address(image, ratio="1x1")
    image.focal_x = 0
    image.save()
    making.make(image.pk)

    assert client.get(old).status_code == 200
    assert client.get(address(image, ratio="1x1", replaced_at=None)).status_code == 200


@pytest.mark.parametrize(
    "name",
    [
        "nothing.webp",
        "..",
        "%2e%2e/%2e%2e/db.sqlite3",
        "..%2foriginals",
        "a/b.webp",
        "\x00",
        "é" * 300,
    ],
)
def test_other_names_are_no_files(client, name):
    assert client.get(f"/media/renditions/{name}").status_code == 404


def test_neither_originals_nor_folders_have_an_address(client):
    image = make_image()
    make_publication(lead_image=image)
    client.force_login(make_user())

    for path in ("", "renditions/", f"renditions/{image.file.name}", image.file.name):
        assert client.get(f"/media/{path}").status_code == 404


def test_a_file_that_is_lost_is_not_there(client):
    image = make_image()
    make_publication(lead_image=image)
    lost = image.renditions.first()
    lost.file.storage.delete(lost.file.name)

    assert client.get(lost.file.url).status_code == 404


def test_pictures_are_read_and_nothing_else(client):
    image = make_image()
    make_publication(lead_image=image)

    assert client.post(address(image)).status_code == 405
    head = client.head(address(image))
    assert (head.status_code, head.getvalue()) == (200, b"")


def test_readers_cost_a_fixed_number_of_queries(client, django_assert_num_queries):
    for number in (1, 3):
        image = make_image()
        chief = make_user()
        for language in ("fr", "ar", "ru")[:number]:
            make_publication(by=chief, lead_image=image, language=language, body=figure(image))

        shown = address(image)
        with django_assert_num_queries(3):
            assert client.get(shown).status_code == 200
        with django_assert_num_queries(1):
            assert client.get("/media/renditions/nothing.webp").status_code == 404

    unseen = address(make_image())
    with django_assert_num_queries(4):
        assert client.get(unseen).status_code == 404


# --- At the desk ---------------------------------------------------------------------------


def preview_of(image):
    return f"/admin/images/image/{image.pk}/preview/"


def original_of(image):
    return f"/admin/images/image/{image.pk}/original/"


@pytest.mark.parametrize("format", ["jpeg", "png"])
def test_a_preview_is_shown_before_renditions_are_made_and_after(client, format):
    transparent = Pillow.new("RGBA", (1000, 500), (0, 0, 0, 0))
    picture = transparent if format == "png" else transparent.convert("RGB")
    image = make_image(uploaded(picture, format))
    client.force_login(make_user())
    made = client.get(preview_of(image)).getvalue()
    Rendition.objects.all().delete()

    response = client.get(preview_of(image))

    assert response.headers["Content-Type"] == "image/jpeg"
    assert "no-store" in response.headers["Cache-Control"]
    for content in (made, response.getvalue()):
        assert size_of(content) == (480, 240)


def size_of(content):
    with Pillow.open(io.BytesIO(content)) as picture:
        assert picture.format == "JPEG"
        return picture.size


def test_the_original_is_for_staff_to_download(client):
    image = make_image(picture_file(70, 50))
    client.force_login(make_user(TRANSLATOR, languages=["fr"]))

    response = client.get(original_of(image))

    name = f'attachment; filename="image-{image.pk}.jpg"'
    assert response.headers["Content-Disposition"] == name
    assert "no-store" in response.headers["Cache-Control"]
    assert size_of(response.getvalue()) == (70, 50)


def test_previews_and_originals_are_for_nobody_else(client):
    image = make_image()
    make_publication(lead_image=image)

    for path in (preview_of(image), original_of(image)):
        assert client.get(path).status_code == 302  # to the sign-in page
        client.force_login(make_user(is_staff=False))
        assert client.get(path).status_code == 302
        client.force_login(make_user(role=None))
        assert client.get(path).status_code == 404
        client.logout()


@pytest.mark.parametrize("path_of", [preview_of, original_of])
def test_what_is_gone_has_neither(client, path_of):
    image = make_image()
    client.force_login(make_user())
    Rendition.objects.all().delete()
    image.file.storage.delete(image.file.name)

    assert client.get(path_of(image)).status_code == 404
    image.pk = 999
    assert client.get(path_of(image)).status_code == 404


def test_words_that_are_saved_but_not_published_show_nothing(client):
    """A new lead image of a live story is public when the change is published, not before."""
    chief, image = make_user(), make_image()
    article = make_article(by=chief)
    edition = article.editions.get(language="fr")
    publishing.publish(edition, by=chief)
    change = editing.FactsChange({"lead_image": image.pk}, base=article.version)
    editing.save(article.pk, by=chief, facts=change)
    assert answers(client, image) == 404

    edition.refresh_from_db()
    publishing.publish(edition, by=chief)

    assert answers(client, image) == 200
