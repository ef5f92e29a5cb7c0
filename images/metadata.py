"""Who made a picture and whose it is: read from an upload, written into what we make of it.

Three standards hold the same facts, and programs fill in one, some or all of them:
XMP (ISO 16684-1, with the Dublin Core and Photoshop schemas of the IPTC Photo Metadata Standard),
IPTC-IIM 4.2 (record 2, in a JPEG's APP13 segment), and Exif (CIPA DC-008, tags 315 and 33432).
We read the first that has an answer, in this order: XMP says in which characters it is written,
IIM may, Exif rarely does. We write Exif alone, and in it these two tags: every accepted format
can carry it, and a place or a camera's number does not travel along.
"""

import re

from lxml import etree
from PIL import ExifTags, IptcImagePlugin
from PIL import Image as Pillow

LARGEST_XMP = 256 * 1024  # bytes
LONGEST = 300  # characters, of which the model keeps what it has room for
BY_LINE, CREDIT, COPYRIGHT_NOTICE, CHARACTER_SET = (2, 80), (2, 110), (2, 116), (1, 90)
UTF8 = b"\x1b%G"  # ISO 2022: what follows is UTF-8
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\s]+")
NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}


def read(picture):
    """(credit, rights) as an opened picture tells them, plain text, empty where it does not.

    Credit names the photographer and who supplied the picture. What cannot be understood is
    passed over: notes in a file are no reason to refuse a picture.
    """
    found = [_attempt(source, picture) for source in (_from_xmp, _from_iim, _from_exif)]
    creator, supplier, rights = (
        next((notes[place] for notes in found if notes[place]), "") for place in range(3)
    )
    return _credit(creator, supplier), rights


def exif(credit, rights):
    """The Exif block of our files: artist and copyright, and nothing else. Bytes, maybe none.

    Exif calls both ASCII. UTF-8 in their place is what the Metadata Working Group's guidelines
    (2.0, 2010) ask for, and a name in Arabic has no other letters.
    """
    block = Pillow.Exif()
    for tag, text in ((ExifTags.Base.Artist, credit), (ExifTags.Base.Copyright, rights)):
        if text:
            block[tag] = text.encode()
    return block.tobytes() if len(block) else b""


def _attempt(source, picture):
    try:
        return [_clean(text) for text in source(picture)]
    except Exception:  # whatever a damaged block makes a parser raise
        return ["", "", ""]


def _credit(creator, supplier):
    if not creator or creator.casefold() in supplier.casefold():
        return supplier
    if not supplier or supplier.casefold() in creator.casefold():
        return creator
    return f"{creator} / {supplier}"


def _clean(text):
    return CONTROLS.sub(" ", text or "").strip()[:LONGEST]


def _from_xmp(picture):
    packet = picture.info.get("xmp") or b""
    if isinstance(packet, str):
        packet = packet.encode()
    packet = packet.strip(b"\x00 \t\r\n")
    if not packet or len(packet) > LARGEST_XMP or b"<!DOCTYPE" in packet:
        return "", "", ""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(packet, parser)
    return (
        ", ".join(_xmp_values(root, "dc:creator")),
        next(_xmp_values(root, "photoshop:Credit"), ""),
        next(_xmp_values(root, "dc:rights"), ""),
    )


def _xmp_values(root, name):
    """A property's values, however it is written: list, alternatives, text or attribute."""
    prefix, _colon, local = name.partition(":")
    for element in root.iterfind(f".//{name}", NAMESPACES):
        items = element.findall(".//rdf:li", NAMESPACES)
        # Among alternatives by language, the standard puts the default one first.
        yield from (item.text for item in items or [element] if (item.text or "").strip())
    attribute = f"{{{NAMESPACES[prefix]}}}{local}"
    for element in root.iterfind(".//rdf:Description", NAMESPACES):
        if element.get(attribute):
            yield element.get(attribute)


def _from_iim(picture):
    notes = IptcImagePlugin.getiptcinfo(picture) or {}
    is_utf8 = notes.get(CHARACTER_SET) == UTF8

    def text(dataset):
        values = notes.get(dataset) or []
        values = values if isinstance(values, list) else [values]
        return ", ".join(_decode(value, is_utf8=is_utf8) for value in values)

    return text(BY_LINE), text(CREDIT), text(COPYRIGHT_NOTICE)


def _from_exif(picture):
    notes = picture.getexif()
    artist, rights = (
        _decode(str(notes.get(tag) or "").encode("latin-1", "ignore"))  # as Pillow decoded it
        for tag in (ExifTags.Base.Artist, ExifTags.Base.Copyright)
    )
    return artist, "", rights


def _decode(value, *, is_utf8=False):
    """Many programs write UTF-8 without saying so; what is none is taken for Latin-1."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("utf-8" if is_utf8 else "latin-1", "replace")
