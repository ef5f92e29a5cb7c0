"""Which files are made of a picture, and when they are made anew."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from PIL import Image as Pillow

from images import making
from images.models import Image, Rendition
from images.renditions import pictures
from tests.factories import make_image, picture_file
from tests.images.test_files import is_like, pixel, uploaded

pytestmark = pytest.mark.django_db

FORMATS = ("avif", "webp", "jpeg")
OWN, WIDE, SQUARE = "own", "3x2", "1x1"
RED, BLUE = (200, 30, 30), (30, 30, 200)


def measures(width, height, ratio):
    return [(s.width, s.height) for s in making.sizes(width, height) if s.ratio == ratio]


@pytest.mark.parametrize(
    ("picture", "ratio", "expected"),
    [
        ((3840, 1920), OWN, [(480, 240), (960, 480), (1600, 800)]),
        ((3840, 1920), WIDE, [(480, 320), (960, 640), (1600, 1067)]),
        ((3840, 1920), SQUARE, [(160, 160), (320, 320)]),
        ((1599, 200), OWN, [(480, 60), (960, 120)]),
        ((1599, 200), WIDE, [(300, 200)]),
        ((1599, 200), SQUARE, [(160, 160)]),
        ((300, 900), OWN, [(300, 900)]),
        ((300, 900), WIDE, [(300, 200)]),
        ((479, 10), OWN, [(479, 10)]),
        ((1, 1), OWN, [(1, 1)]),
        ((1, 3840), WIDE, [(1, 1)]),
        ((3840, 1), OWN, [(480, 1), (960, 1), (1600, 1)]),
        ((700, 700), OWN, [(480, 480), (160, 160), (320, 320)]),
        ((700, 700), SQUARE, []),
    ],
)
def test_no_size_is_larger_than_the_picture_has_pixels(picture, ratio, expected):
    assert measures(*picture, ratio) == expected


@pytest.mark.parametrize("picture", [(3000, 2000), (4000, 2668), (48, 32)])
def test_a_picture_that_is_of_a_ratio_is_not_cut_to_it(picture):
    assert measures(*picture, WIDE) == []


def test_every_size_is_made_in_three_formats_and_is_what_it_says():
    image = make_image(picture_file(500, 100), credit="Ж. Петров", rights="© Agency")

    made = image.renditions.all()
    assert {(r.ratio, r.format, r.width, r.height) for r in made} == {
        (size.ratio, format, size.width, size.height)
        for size in making.sizes(500, 100)
        for format in FORMATS
    }
    for rendition in made:
        with rendition.file.open() as opened, Pillow.open(opened) as picture:
            assert picture.format.lower() == rendition.format
            assert picture.size == (rendition.width, rendition.height)
            exif = {tag: text.encode("latin-1").decode() for tag, text in picture.getexif().items()}
            assert exif == {0x013B: "Ж. Петров", 0x8298: "© Agency"}


def test_a_picture_is_cut_around_its_focal_point():
    picture = Pillow.new("RGB", (300, 100), BLUE)
    picture.paste(RED, (200, 0, 300, 100))

    image = make_image(uploaded(picture, "PNG"), focal_x=100)

    square = image.renditions.get(ratio=SQUARE, format="jpeg")
    assert all(is_like(pixel(square.file, (x, 50)), RED) for x in (3, 50, 96))


# --- Anew --------------------------------------------------------------------------------


@pytest.fixture
def image():
    return make_image(picture_file(300, 100), focal_x=0)


def move(image, focal_x):
    image = Image.objects.get(pk=image.pk)
    image.focal_x = focal_x
    image.save()
    making.make(image.pk)


def names_of(image, **which):
    return {rendition.file.name for rendition in image.renditions.current().filter(**which)}


def test_a_new_focal_point_makes_new_crops_and_leaves_the_picture_of_its_own_ratio(image):
    own, crops = names_of(image, ratio=OWN), names_of(image) - names_of(image, ratio=OWN)

    move(image, 100)

    assert names_of(image, ratio=OWN) == own
    assert not crops & names_of(image)
    assert len(names_of(image)) == len(own) + len(crops)
    [picture] = pictures([image.pk]).values()
    shown = {rendition.file.name for rendition in picture.square.renditions}
    assert shown == names_of(image, ratio=SQUARE)


def test_replaced_crops_stay_until_no_page_names_them(image):
    old = image.renditions.get(ratio=SQUARE, format="jpeg")
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        move(image, 100)
        clock.move_to(now + timedelta(minutes=59))
        making.remove_replaced()
        assert old.file.storage.exists(old.file.name)

        clock.move_to(now + timedelta(minutes=61))
        making.remove_replaced()

    assert not Rendition.objects.filter(pk=old.pk).exists()
    assert names_of(image)


def test_what_is_there_is_not_made_again(image):
    before = set(image.renditions.values_list("pk", "file"))

    making.make(image.pk)

    assert set(image.renditions.values_list("pk", "file")) == before


def test_a_focal_point_that_moves_while_its_crops_are_made_wins(image):
    """The other one's task makes the rest: this one keeps nothing that is out of date."""
    Image.objects.filter(pk=image.pk).update(focal_x=100)
    begun = making.write(image.pk)
    Image.objects.filter(pk=image.pk).update(focal_x=70)

    making.keep(*begun)

    crops = image.renditions.exclude(ratio=OWN)
    assert not crops.filter(focal_x=100).exists()
    making.make(image.pk)
    assert set(crops.current().values_list("focal_x", flat=True)) == {70}


def test_two_who_make_the_same_leave_one_of_each():
    image = make_image(picture_file(300, 100))
    image.renditions.all().delete()
    begun = making.write(image.pk)
    making.make(image.pk)

    making.keep(*begun)

    assert image.renditions.count() == len(making.sizes(300, 100)) * len(FORMATS)
    stored = image.renditions.first().file.storage
    assert all(stored.exists(rendition.file.name) for rendition in image.renditions.all())
    assert not any(stored.exists(rendition.file.name) for rendition in begun[1])


def test_an_image_that_is_deleted_meanwhile_leaves_no_files():
    image = make_image(picture_file(300, 100))
    image.renditions.all().delete()
    begun = making.write(image.pk)
    names = [rendition.file.name for rendition in begun[1]]
    Image.objects.get(pk=image.pk).delete()

    making.keep(*begun)

    storage = Rendition._meta.get_field("file").storage
    assert names
    assert not [name for name in names if storage.exists(name)]
    assert not Rendition.objects.exists()


def test_the_colour_that_stands_in_its_place_is_its_average():
    image = make_image(picture_file(300, 200, colour=RED))

    image.refresh_from_db()
    assert image.colour == "#c81e1e"
    Image.objects.filter(pk=image.pk).update(colour="")
    assert list(making.lacking_ids()) == [image.pk]


def test_what_is_missing_is_found(image):
    whole = make_image(picture_file(300, 100))
    image.renditions.filter(ratio=OWN, format="webp").delete()
    no_crops = make_image(picture_file(300, 100))
    no_crops.renditions.exclude(ratio=OWN).delete()

    assert list(making.lacking_ids()) == [image.pk, no_crops.pk]
    assert whole.pk not in making.lacking_ids()
