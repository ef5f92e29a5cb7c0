"""The headline faces that are committed are those that dev/fonts.py makes and pages announce."""

import re

import pytest
from fontTools.subset import parse_unicodes
from fontTools.ttLib import TTFont

from dev.fonts import FACES, INTO, WEIGHTS, file_name

SHEET = INTO.parent / "css" / "site" / "site.css"
LETTERS = {
    "latin": "abcdefghijklmnopqrstuvwxyzàâæçèéêëîïôœùûüÿáíñóú",
    "cyrillic": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
}
MARKS = "0123456789.,;:!?¡¿'\"()[]-–—…‘’“”«»‹›%&№ªº°€£$\u00a0"


@pytest.fixture(scope="module")
def characters():
    """The characters of each committed face."""
    return {
        (script, weight): {*TTFont(INTO / file_name(script, weight)).getBestCmap()}
        for script in FACES
        for weight in WEIGHTS
    }


def test_faces_have_the_letters_and_marks_of_their_languages(characters):
    for (script, weight), found in characters.items():
        letters = LETTERS[script]
        capitals = letters.upper().replace("Ÿ", "")  # no word begins with it
        assert {*map(ord, letters + capitals)} <= found
        both = characters["latin", weight] | characters["cyrillic", weight]
        assert {*map(ord, MARKS)} <= both


def test_style_sheet_names_what_each_face_has(characters):
    sheet = SHEET.read_text()
    for (script, weight), found in characters.items():
        name = re.escape(file_name(script, weight))
        [ranges] = re.findall(rf"{name}.*?unicode-range: (.*?);", sheet, re.DOTALL)
        assert {*parse_unicodes(ranges)} == {*parse_unicodes(FACES[script])}
        assert {*parse_unicodes(ranges)} - found <= {0x7F, 0xAD}


@pytest.mark.parametrize("weight", WEIGHTS)
@pytest.mark.parametrize(("script", "most"), [("latin", 13), ("cyrillic", 8)])
def test_faces_are_light(script, most, weight):
    assert (INTO / file_name(script, weight)).stat().st_size < most * 1024
