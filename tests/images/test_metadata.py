"""Who made a picture, as files tell it."""

import io

import pytest
from PIL import Image as Pillow
from PIL import PngImagePlugin

from images import files, metadata
from images.models import Image
from tests.images.test_files import drawn, uploaded

ARTIST, COPYRIGHT = 0x013B, 0x8298
XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
  xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">
<rdf:Description rdf:about="" photoshop:Credit="Agence Ünï">
  <dc:creator><rdf:Seq><rdf:li>نادية كريم</rdf:li><rdf:li>J. Doe</rdf:li></rdf:Seq></dc:creator>
  <dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© 2026 Agence</rdf:li>
    <rdf:li xml:lang="fr">Tous droits</rdf:li></rdf:Alt></dc:rights>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>""".encode()


def told(upload):
    accepted = files.decode(upload)
    return accepted[1]


def exif(**texts):
    block = Pillow.Exif()
    for tag, text in ((ARTIST, texts.get("artist")), (COPYRIGHT, texts.get("copyright"))):
        if text:
            block[tag] = text
    return block


def iim(*datasets, utf8=False):
    """A JPEG with IPTC-IIM datasets in its APP13 segment, as agencies send them."""
    records = [(1, 90, b"\x1b%G")] if utf8 else []
    block = b"".join(
        b"\x1c" + bytes([record, number]) + len(value).to_bytes(2, "big") + value
        for record, number, value in [*records, *datasets]
    )
    block += b"\0" * (len(block) % 2)
    resource = b"8BIM\x04\x04\0\0" + len(block).to_bytes(4, "big") + block
    segment = b"Photoshop 3.0\0" + resource
    content = uploaded(drawn(), "JPEG").read()
    app13 = b"\xff\xed" + (len(segment) + 2).to_bytes(2, "big") + segment
    return io.BytesIO(content[:2] + app13 + content[2:])


def upload_of(stream):
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("picture.jpg", stream.getvalue())


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_credit_and_rights_are_read_from_exif(format):
    upload = uploaded(drawn(), format, exif=exif(artist="J. Doe", copyright="© Agency".encode()))

    assert told(upload) == ("J. Doe", "© Agency")


@pytest.mark.parametrize("format", ["JPEG", "WEBP", "AVIF"])
def test_credit_and_rights_are_read_from_xmp(format):
    upload = uploaded(drawn(), format, xmp=XMP)

    assert told(upload) == ("نادية كريم, J. Doe / Agence Ünï", "© 2026 Agence")


def test_xmp_of_a_png_is_read():
    notes = PngImagePlugin.PngInfo()
    notes.add_itxt("XML:com.adobe.xmp", XMP.decode())

    assert told(uploaded(drawn(), "PNG", pnginfo=notes))[1] == "© 2026 Agence"


@pytest.mark.parametrize(
    ("byline", "utf8"), [("Zoë".encode(), True), ("Zoë".encode(), False), (b"Zo\xeb", False)]
)
def test_credit_and_rights_are_read_from_iim_in_its_characters(byline, utf8):
    upload = upload_of(iim((2, 80, byline), (2, 110, b"Reuters"), (2, 116, b"(c) R"), utf8=utf8))

    assert told(upload) == ("Zoë / Reuters", "(c) R")


def test_the_first_standard_with_an_answer_gives_it():
    both = exif(artist="From Exif", copyright="Rights of Exif")
    xmp = XMP.replace(b"dc:rights", b"dc:title").replace(b"dc:creator", b"dc:subject")

    assert told(uploaded(drawn(), "JPEG", exif=both, xmp=xmp)) == (
        "From Exif / Agence Ünï",
        "Rights of Exif",
    )


def test_a_supplier_who_is_the_photographer_is_named_once():
    upload = upload_of(iim((2, 80, b"J. DOE"), (2, 110, b"J. Doe / AP")))

    assert told(upload)[0] == "J. Doe / AP"


@pytest.mark.parametrize(
    "xmp",
    [
        pytest.param(b"<x", id="broken"),
        pytest.param(b"\xff\xfe\x00<", id="of no characters"),
        pytest.param(b"<a>" * 60_000, id="deep"),
        pytest.param(b"<a>" + b" " * metadata.LARGEST_XMP + XMP + b"</a>", id="huge"),
        pytest.param(
            b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
            + XMP.split(b"?>", 1)[1].replace(b"J. Doe", b"&a;"),
            id="with entities",
        ),
    ],
)
def test_notes_that_cannot_be_read_are_passed_over(xmp):
    notes = exif(artist="J. Doe")
    picture = Pillow.open(uploaded(drawn(), "PNG"))
    picture.info["xmp"] = xmp
    picture.getexif().update(notes)

    assert metadata.read(picture) == ("J. Doe", "")


def test_controls_and_length_are_bounded():
    upload = uploaded(drawn(), "JPEG", exif=exif(artist="J.\n\tDoe\x07 " + "x" * 5000))

    credit, _rights = told(upload)

    assert credit.startswith("J. Doe x")
    assert len(credit) == metadata.LONGEST


# --- What is kept of it --------------------------------------------------------------------


@pytest.mark.django_db
def test_an_image_has_what_its_file_tells_where_nobody_said_otherwise():
    upload = uploaded(
        drawn(), "JPEG", exif=exif(artist="J. Doe" * 50, copyright="© Agency".encode())
    )
    image = Image(rights="For one year")

    files.store(image, upload)

    image.refresh_from_db()
    assert image.credit == ("J. Doe" * 50)[:200]
    assert image.rights == "For one year"
    with image.file.open() as opened, Pillow.open(opened) as picture:
        assert picture.getexif()[ARTIST] == image.credit
        assert picture.getexif()[COPYRIGHT] == "For one year"
