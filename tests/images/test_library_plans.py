"""With 50,000 images, the library reads the tables of images as far as it shows them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.utils import timezone

from images.library import LibraryForm, LibraryPage
from images.models import Image
from tests.factories import in_every_language, make_user
from tests.plans import buffers, multiply, plans, scanned

pytestmark = [pytest.mark.postgres, pytest.mark.django_db, pytest.mark.slow]

NUMBER = 50_000
# Per query, the pages of 8 kB that it reads from memory.
MOST_AT_FIRST = 20
MOST = 1_000
WORDS = "(ARRAY['boat sea','harbour quai','قارب ميناء','港口'])[n % 4 + 1]"
QUERIES = ["", "before=1030000", "after=1010000", "q=rarete", "q=harb", "q=nowhere", "q=%D9%85"]
QUERIES += [
    "mine=on",
    "rights=ended",
    "rights=soon",
    "uncredited=on",
    "unused=on",
    "missing=fr",
    "until=2015-03-01",
    "since=2015-01-01&until=2015-02-01",
    "missing=fr&before=1020000",
    "q=harb&missing=fr",
    "uncredited=on&unused=on",
]


@pytest.fixture
def user():
    """Somebody who uploaded three of many images; few of those lack anything."""
    user, other = make_user(), make_user()
    texts = in_every_language(alt_text="What is seen", caption="A caption")
    image = Image.objects.create(
        sha256="0" * 64, file="n.jpg", width=3, height=2, credit="AFP", uploaded_by=other, **texts
    )
    rare = "n % 15000 = 7"
    today = timezone.localdate()
    values = {
        "id": "1000000 + n",
        "sha256": "lpad(n::text, 64, '0')",
        "uploaded_at": "timestamptz '2015-01-01' + n * interval '1 hour'",
        "uploaded_by_id": f"CASE WHEN {rare} THEN {user.pk} ELSE {other.pk} END",
        "credit": f"CASE WHEN {rare} THEN '' ELSE 'AFP' END",
        "alt_text_fr": f"CASE WHEN {rare} THEN '' ELSE 'Vu' END",
        "rights_end": f"CASE WHEN {rare} THEN date '{today - timedelta(days=3)}'"
        f" WHEN n % 15000 = 8 THEN date '{today + timedelta(days=3)}' END",
        "found_by": f"{WORDS} || CASE WHEN {rare} THEN ' rarete' ELSE '' END",
    }
    multiply(image, NUMBER, **values)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE images_image")
    return user


def asking(user, query):
    return lambda: LibraryPage(LibraryForm(QueryDict(query)), user)


def test_no_page_of_the_library_scans_the_images(user):
    assert Image.objects.count() > NUMBER
    for query in QUERIES:
        most = MOST if query else MOST_AT_FIRST
        for sql, plan in plans(asking(user, query)):
            if 'FROM "images_image"' in sql:
                assert "images_image" not in scanned(plan), query
                assert buffers(plan) <= most, (query, buffers(plan))


def test_a_page_that_finds_nothing_in_its_window_leads_on(user):
    page = LibraryPage(LibraryForm(QueryDict("missing=fr")), user)
    pages = 1
    while page.older and not page.tiles:
        page, pages = LibraryPage(LibraryForm(QueryDict(page.older[1:])), user), pages + 1

    assert [tile.pk for tile in page.tiles] == [1_045_007]
    assert pages == 2
