import pytest

from images.models import Image, Rendition
from images.renditions import pictures
from tests.factories import make_image, picture_file

pytestmark = pytest.mark.django_db


def address(image, format, width):
    return image.renditions.get(format=format, width=width).file.url


def test_sources_come_with_the_best_format_first_and_their_sizes_in_order():
    image = make_image(picture_file(1000, 50))

    picture = pictures([image.pk])[image.pk]

    assert picture.sources == [
        (
            f"image/{format}",
            f"{address(image, format, 480)} 480w, {address(image, format, 960)} 960w",
        )
        for format in ("avif", "webp")
    ]


def test_every_browser_is_given_a_jpeg():
    image = make_image(picture_file(1000, 50))

    picture = pictures([image.pk])[image.pk]

    small, large = address(image, "jpeg", 480), address(image, "jpeg", 960)
    assert picture.fallback_srcset == f"{small} 480w, {large} 960w"
    assert (picture.smallest, picture.fallback) == (small, large)


def test_a_picture_knows_its_size_its_credit_and_its_focal_point():
    image = make_image(picture_file(100, 50), credit="N. Karim", focal_x=10, focal_y=80)

    picture = pictures([image.pk])[image.pk]

    assert (picture.width, picture.height) == (100, 50)
    assert picture.credit == "N. Karim"
    assert (picture.focal_x, picture.focal_y) == (10, 80)


def test_an_image_without_renditions_is_no_picture():
    image = make_image()
    Rendition.objects.all().delete()

    assert pictures([image.pk]) == {}


@pytest.mark.parametrize("ids", [[], [None], [999]])
def test_no_image_is_no_picture(ids):
    assert pictures(ids) == {}


def test_pictures_take_one_query_however_many(django_assert_num_queries):
    ids = [make_image().pk for _ in range(3)]

    with django_assert_num_queries(1):
        found = pictures([*ids, None, ids[0]])
        shown = [picture.fallback for picture in found.values()]

    assert found.keys() == set(ids)
    assert None not in shown


def test_no_text_of_any_language_is_read_for_pictures():
    image = make_image()

    [rendition] = pictures([image.pk])[image.pk].renditions[:1]

    deferred = rendition.image.get_deferred_fields()
    assert {"alt_text_fr", "caption_ar"} <= deferred
    assert isinstance(rendition.image, Image)
