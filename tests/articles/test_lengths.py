import pytest

from articles import lengths


@pytest.mark.parametrize(
    ("text", "length"),
    [
        (None, 0),
        ("  Au\r\nport ", 7),
        ("مُدُن", 3),  # letters with their vowels
        ("電池工厂", 4),
        ("नमस्ते", 3),
        ("👩‍🚀 vole", 6),
    ],
)
def test_length_is_what_a_reader_sees(text, length):
    assert lengths.length(text) == length


def test_a_script_of_characters_has_room_for_fewer():
    assert lengths.advised("headline", "fr") == 70
    assert lengths.advised("headline", "zh-hans") == 30
    assert lengths.advised("summary", "ar") == 250
    assert lengths.advised("summary", "zh-hans") == 120
    assert lengths.advised("body", "fr") is None


def test_there_is_a_sentence_for_each_advice():
    assert set(lengths.ADVICE) == set(lengths.ADVISED)
