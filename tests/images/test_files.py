import io
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Pillow
from PIL import ImageCms, PngImagePlugin

from images import files, making
from images.models import Image
from tests.factories import make_image, picture_file

RED, BLUE = (200, 30, 30), (30, 30, 200)
EXIF_ORIENTATION, EXIF_ARTIST, EXIF_GPS = 0x0112, 0x013B, 0x8825


def drawn(width=48, height=32, *, mode="RGB", colour=RED):
    return Pillow.new(mode, (width, height), colour)


def uploaded(picture, format, name=None, **options):
    written = io.BytesIO()
    picture.save(written, format, **options)
    name = name or f"picture.{format.lower()}"
    return SimpleUploadedFile(name, written.getvalue(), f"image/{format.lower()}")


def stored(upload):
    image = Image(credit="A photographer")
    files.store(image, upload)
    making.make(image.pk)
    return Image.objects.get(pk=image.pk)


def stored_files(image):
    return [image.file, *(rendition.file for rendition in image.renditions.all())]


def pixel(file, position):
    with file.open() as opened, Pillow.open(opened) as picture:
        return picture.convert("RGBA").getpixel(position)


def is_like(pixel, colour):
    """Compression changes a colour a little."""
    return all(abs(a - b) < 12 for a, b in zip(pixel[:3], colour, strict=True))


def refusal_of(upload):
    with pytest.raises(ValidationError) as refusal:
        files.accept(upload)
    return refusal.value.code


# --- What is refused ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"Dear editor, here is the picture.", id="text"),
        pytest.param(b"\x00" * 5000, id="zeros"),
        pytest.param(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", id="PDF"),
        pytest.param(b"<html><body><script>alert(1)</script>", id="HTML"),
        pytest.param(b"<p>How to write <svg>", id="HTML that tells of SVG"),
        pytest.param(b"<?" + b"?><?" * 1000, id="what would keep a slow expression busy"),
    ],
)
def test_what_is_not_a_picture_is_refused_whatever_it_calls_itself(content):
    upload = SimpleUploadedFile("picture.jpg", content, "image/jpeg")

    assert refusal_of(upload) == "not_a_picture"


@pytest.mark.parametrize(
    "start",
    [
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>",
        "\ufeff\n<svg>",
        "<?xml version='1.0'?>\n<!-- drawn -->\n<svg:svg xmlns:svg='http://www.w3.org/2000/svg'>",
        "<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'svg11.dtd' [<!ENTITY a 'b'>]><svg>",
    ],
)
def test_svg_is_refused_for_what_it_is(start):
    upload = SimpleUploadedFile("picture.png", f"{start}<script>alert(1)</script></svg>".encode())

    assert refusal_of(upload) == "svg"


@pytest.mark.parametrize("format", ["BMP", "TIFF", "ICO", "PPM"])
def test_formats_that_browsers_do_not_share_are_refused(format):
    assert refusal_of(uploaded(drawn(), format, "picture.png")) == "not_a_picture"


def test_a_file_of_too_many_bytes_is_refused_unread(monkeypatch):
    upload = picture_file(48, 32)
    monkeypatch.setattr(files, "LARGEST_FILE", upload.size - 1)
    upload.seek(0)

    assert refusal_of(upload) == "too_many_bytes"
    assert upload.tell() == 0


@pytest.mark.parametrize("side", [9_000, 12_000, 20_000, 60_000])
def test_a_picture_of_too_many_pixels_is_refused_by_its_header(side):
    upload = SimpleUploadedFile("bomb.png", png_header(side, side), "image/png")

    assert refusal_of(upload) == "too_many_pixels"


def png_header(width, height):
    """A PNG that promises pixels and has none."""
    written = io.BytesIO()
    PngImagePlugin.putchunk(
        written,
        b"IHDR",
        width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\x00\x00\x00",
    )
    PngImagePlugin.putchunk(written, b"IDAT", b"")
    return b"\x89PNG\r\n\x1a\n" + written.getvalue()


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_a_truncated_picture_is_refused(format):
    whole = uploaded(Pillow.effect_noise((200, 200), 80).convert("RGB"), format).read()
    half = SimpleUploadedFile("picture", whole[: len(whole) // 2])

    assert refusal_of(half) in {"damaged", "not_a_picture"}


def test_a_damaged_picture_is_refused():
    whole = bytearray(uploaded(Pillow.effect_noise((200, 200), 80), "PNG").read())
    whole[2000:2100] = b"\x00" * 100

    assert refusal_of(SimpleUploadedFile("picture.png", bytes(whole))) == "damaged"


@pytest.mark.parametrize("format", ["GIF", "WEBP", "PNG", "AVIF"])
def test_an_animated_picture_is_refused(format):
    frames = {"save_all": True, "append_images": [drawn(colour=BLUE)]}

    assert refusal_of(uploaded(drawn(), format, **frames)) == "animated"


@pytest.mark.django_db
def test_a_picture_that_the_library_has_is_refused_and_named():
    upload = picture_file(48, 32)
    known = make_image(upload)

    with pytest.raises(ValidationError) as refusal:
        files.accept(upload)

    assert refusal.value.code == "known"
    assert refusal.value.params == {"image": known.pk}


@pytest.mark.django_db
def test_of_two_uploads_of_one_file_at_the_same_moment_one_is_stored():
    upload = picture_file(48, 32)
    first, second = files.accept(upload), files.accept(upload)
    stored = Image(credit="A photographer")
    files.keep(stored, first)

    with pytest.raises(ValidationError) as refusal:
        files.keep(Image(credit="A photographer"), second)

    assert (refusal.value.code, refusal.value.params) == ("known", {"image": stored.pk})
    assert Image.objects.count() == 1
    kept = Path(stored.file.path).parent.glob(f"{stored.sha256}*")
    assert [path.name for path in kept] == [f"{stored.sha256}.jpg"]


# --- What is stored ----------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_every_accepted_format_is_stored(format):
    image = stored(uploaded(drawn(48, 32), format))

    assert (image.width, image.height) == (48, 32)
    assert is_like(pixel(image.file, (5, 5)), RED)


@pytest.mark.django_db
@pytest.mark.parametrize("mode", ["L", "P", "CMYK", "1", "LA", "RGBA"])
def test_every_kind_of_colours_is_stored_and_rendered(mode):
    format = "JPEG" if mode == "CMYK" else "PNG"

    image = stored(uploaded(drawn().convert(mode), format))

    own = image.renditions.filter(ratio="own")
    assert {rendition.format for rendition in own} == {"avif", "webp", "jpeg"}


@pytest.mark.django_db
def test_what_a_camera_or_a_program_notes_about_a_picture_is_not_stored():
    exif = Pillow.Exif()
    exif[EXIF_ARTIST] = "Secret Source"
    exif.get_ifd(EXIF_GPS)[1] = "N"
    exif.get_ifd(EXIF_GPS)[2] = (48.0, 51.0, 24.0)
    upload = uploaded(
        drawn(), "JPEG", exif=exif, comment=b"Secret comment", xmp=b"<x>Secret place</x>"
    )
    assert b"Secret Source" in upload.read() and b"Secret comment" in upload.open().read()

    image = stored(upload)

    for file in stored_files(image):
        with file.open() as opened:
            assert b"Secret" not in opened.read()
        with file.open() as opened, Pillow.open(opened) as picture:
            assert dict(picture.getexif()) == {EXIF_ARTIST: "A photographer"}
            assert not {"xmp", "comment", "photoshop"} & picture.info.keys()


@pytest.mark.django_db
def test_notes_in_a_png_and_bytes_behind_a_picture_are_not_stored():
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "Secret comment")
    content = uploaded(drawn(mode="RGBA"), "PNG", pnginfo=notes).read() + b"<script>Secret</script>"

    image = stored(SimpleUploadedFile("picture.png", content))

    for file in stored_files(image):
        with file.open() as opened:
            assert b"Secret" not in opened.read()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("orientation", "red_corner"), [(1, "top left"), (3, "bottom right"), (6, "top right")]
)
def test_a_picture_is_turned_upright(orientation, red_corner):
    picture = drawn(48, 32, colour=BLUE)
    picture.paste(RED, (0, 0, 16, 16))
    exif = Pillow.Exif()
    exif[EXIF_ORIENTATION] = orientation

    image = stored(uploaded(picture, "JPEG", exif=exif, quality=95))

    sizes = {1: (48, 32), 3: (48, 32), 6: (32, 48)}
    assert (image.width, image.height) == sizes[orientation]
    corners = {
        "top left": (4, 4),
        "top right": (image.width - 5, 4),
        "bottom right": (image.width - 5, image.height - 5),
    }
    for file in (image.file, image.renditions.get(format="webp", ratio="own").file):
        assert is_like(pixel(file, corners[red_corner]), RED)
        assert sum(is_like(pixel(file, corner), RED) for corner in corners.values()) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("mode", ["RGBA", "P", "LA"])
def test_what_is_transparent_stays_so_and_is_white_in_a_jpeg(mode):
    picture = Pillow.new("RGBA", (48, 32), (0, 0, 0, 0))
    picture.paste((0, 0, 0, 255), (24, 0, 48, 32))

    image = stored(uploaded(picture.convert(mode), "PNG"))

    files_of = {r.format: r.file for r in image.renditions.filter(ratio="own")}
    for file in (image.file, files_of["webp"], files_of["avif"]):
        assert pixel(file, (4, 4))[3] == 0
        assert pixel(file, (40, 4))[3] == 255
    assert is_like(pixel(files_of["jpeg"], (4, 4)), (255, 255, 255))
    assert is_like(pixel(files_of["jpeg"], (40, 4)), (0, 0, 0))


@pytest.mark.django_db
def test_of_a_cameras_picture_with_further_views_the_first_is_stored():
    views = {"save_all": True, "append_images": [drawn(colour=BLUE)]}

    image = stored(uploaded(drawn(), "MPO", "picture.jpg", **views))

    assert is_like(pixel(image.file, (5, 5)), RED)


@pytest.mark.django_db
def test_a_very_large_picture_is_kept_at_a_size_that_is_of_use(monkeypatch):
    monkeypatch.setattr(files, "LONGEST_SIDE", 40)

    image = stored(picture_file(80, 20))

    assert (image.width, image.height) == (40, 10)
    with image.file.open() as opened, Pillow.open(opened) as picture:
        assert picture.size == (40, 10)


@pytest.mark.django_db
def test_names_tell_nothing_of_the_upload_and_one_rendition_nothing_of_another():
    image = stored(uploaded(drawn(61, 7), "JPEG", "secret-source.php.jpg"))

    names = [rendition.file.name for rendition in image.renditions.all()]
    assert image.file.name == f"{image.sha256[:2]}/{image.sha256}.jpg"
    assert len({name.rpartition("/")[2].partition(".")[0] for name in names}) == len(names) == 9
    assert not [name for name in names if "secret" in name or image.sha256[:8] in name]


@pytest.mark.django_db
def test_colours_of_a_profile_are_kept_without_it():
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = srgb.replace(b"rXYZ", b"....").replace(b"gXYZ", b"rXYZ").replace(b"....", b"gXYZ")

    image = stored(uploaded(drawn(colour=RED), "PNG", icc_profile=swapped))

    red, green, blue = RED
    assert is_like(pixel(image.file, (5, 5)), (green, red, blue))
    with image.file.open() as opened, Pillow.open(opened) as picture:
        assert "icc_profile" not in picture.info


@pytest.mark.django_db
@pytest.mark.parametrize("profile", [b"nonsense", None])
def test_a_profile_that_is_none_is_ignored(profile):
    image = stored(uploaded(drawn(colour=RED), "PNG", icc_profile=profile))

    assert is_like(pixel(image.file, (5, 5)), RED)


@pytest.mark.django_db
def test_sixteen_bit_grey_keeps_its_greys():
    image = stored(uploaded(drawn(mode="I;16", colour=32768), "PNG"))

    assert is_like(pixel(image.file, (5, 5)), (128, 128, 128))
