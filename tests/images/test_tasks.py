"""Renditions are made beside the request: by a worker, or after the upload where there is none."""

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from django_tasks_db.models import DBTaskResult

from images import files, making
from images.models import Image, Rendition
from tests.factories import make_image, make_publication, make_user, picture_file
from tests.website.reading import all_of, article_path, read

pytestmark = pytest.mark.thorough

IN_THE_DATABASE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
with_worker = override_settings(TASKS=IN_THE_DATABASE)


def store():
    image = Image(credit="A photographer", alt_text_fr="Un port")
    files.store(image, picture_file(48, 32))
    return image


def is_complete(image):
    return image.renditions.count() == len(making.sizes(48, 32)) * 3


def files_of_renditions():
    folder = settings.MEDIA_ROOT / "renditions"
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


def work():
    """What the worker does until nothing is left."""
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)


# --- Without a worker ----------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_without_a_worker_renditions_are_made_when_the_upload_is_saved():
    with transaction.atomic():
        image = store()
        assert not image.renditions.exists()

    assert is_complete(image)


@pytest.mark.django_db(transaction=True)
def test_nothing_is_made_of_an_upload_that_is_rolled_back():
    before = files_of_renditions()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        store()
        raise ZeroDivisionError

    assert files_of_renditions() == before


@pytest.mark.django_db(transaction=True)
def test_an_upload_stays_where_the_making_of_its_renditions_fails(monkeypatch, caplog):
    monkeypatch.setitem(making.ENCODINGS, "avif", {"quality": "excellent"})

    with transaction.atomic():
        image = store()

    assert Image.objects.filter(pk=image.pk).exists()
    assert not image.renditions.exists()
    assert "make_renditions" in caplog.text

    monkeypatch.undo()
    call_command("makerenditions", verbosity=0)
    assert is_complete(image)


@pytest.mark.django_db(transaction=True)
def test_without_a_worker_crops_follow_the_focal_point():
    image = store()
    image.focal_x = 10

    image.save()

    crops = image.renditions.current().exclude(ratio="own")
    assert set(crops.values_list("focal_x", flat=True)) == {10}


# --- With a worker -------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@with_worker
def test_with_a_worker_renditions_wait_for_it():
    image = store()
    assert not image.renditions.exists()

    work()

    assert is_complete(image)
    assert DBTaskResult.objects.successful().count() == 1


@pytest.mark.django_db(transaction=True)
@with_worker
def test_an_order_for_the_worker_is_saved_with_its_image_or_not_at_all():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        store()
        raise ZeroDivisionError

    assert not DBTaskResult.objects.exists()


@pytest.mark.django_db(transaction=True)
@with_worker
def test_an_image_that_is_gone_when_its_turn_comes_is_no_failure():
    store().delete()

    work()

    assert DBTaskResult.objects.successful().count() == 1


@pytest.mark.django_db
@with_worker
def test_only_another_focal_point_asks_for_crops():
    image = make_image()
    image.caption_fr = "Autre"
    image.save()
    before = DBTaskResult.objects.count()

    image.focal_y = 20
    image.save()

    assert DBTaskResult.objects.count() == before + 1
    assert before == 1  # the upload's own


# --- In the meantime -----------------------------------------------------------------------


@pytest.mark.django_db
@with_worker
def test_a_story_is_published_and_shown_before_its_pictures_are_made(client):
    lead, figure = store(), Image(credit="Agence", alt_text_fr="Un phare")
    files.store(figure, picture_file(60, 20))
    author_image = make_image(picture_file(20, 20))
    Rendition.objects.filter(image=author_image).delete()
    body = f'<p>Un</p><figure data-image="{figure.pk}"></figure><p>Deux</p>'
    publication = make_publication(lead_image=lead, body=body)
    author = publication.authors.get()
    author.portrait = author_image
    author.save()
    story = article_path(client, "fr", publication.article_id)
    section = publication.section

    for path in (story, "/fr/", f"/fr/{section.slug_fr}/", f"/fr/authors/{author.slug}/"):
        page = read(client, path)
        assert all_of(page, "h1")
        assert not all_of(page, "img"), path

    for image in (lead, figure, author_image):
        making.make(image.pk)
    assert [shown.get("alt") for shown in all_of(read(client, story), "img")] == [
        "",
        "Un port",
        "Un phare",
    ]


# --- Who sees what the worker does ---------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("is_superuser", [False, True])
def test_the_worker_has_no_page_at_the_desk(client, is_superuser):
    client.force_login(make_user(is_superuser=is_superuser))

    assert client.get("/admin/django_tasks_database/dbtaskresult/").status_code == 404
