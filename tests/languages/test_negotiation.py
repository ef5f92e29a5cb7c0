import pytest

from languages.negotiation import best_language

OPEN = ["en", "fr", "ar", "ru", "es", "zh-hans"]


@pytest.mark.parametrize(
    ("header", "language"),
    [
        pytest.param("fr", "fr", id="one language"),
        pytest.param("FR-fr", "fr", id="in capitals"),
        pytest.param("fr-CA", "fr", id="a region falls back to its language"),
        pytest.param("de, fr;q=0.5", "fr", id="the first that there is"),
        pytest.param("fr;q=0.4, ru;q=0.8, es;q=0.6", "ru", id="the highest quality"),
        pytest.param("es, fr", "es", id="equal qualities in their order"),
        pytest.param("fr;q=0", "en", id="refused, so the first other"),
        pytest.param("en;q=0, *", "fr", id="anything but English"),
        pytest.param("en;q=0.1, *;q=0.9", "fr", id="rather anything than English"),
        pytest.param("*;q=0.5, ar;q=0.7", "ar", id="rather Arabic than anything"),
        pytest.param("*", "en", id="anything at all"),
        pytest.param("zh-CN,zh;q=0.9,en;q=0.8", "zh-hans", id="Chinese of the mainland"),
        pytest.param("zh", "zh-hans", id="Chinese"),
        pytest.param("zh-Hans-SG", "zh-hans", id="simplified Chinese of Singapore"),
        pytest.param("zh-TW, fr;q=0.5", "fr", id="traditional Chinese is not simplified Chinese"),
        pytest.param("zh;q=0, *", "en", id="no Chinese of any kind"),
        pytest.param("en;q=0, fr;q=0, ar;q=0, ru;q=0, es;q=0, zh;q=0", "en", id="nothing suits"),
        pytest.param("fr-CA;q=0, fr;q=0.5", "fr", id="a region refused, its language not"),
        pytest.param("fr;q=0, fr-CA", "en", id="a language refused, and so its region"),
        pytest.param("de", "en", id="a language that there is not"),
        pytest.param("", "en", id="empty"),
        pytest.param(None, "en", id="no header"),
        pytest.param("fr;q=much", "en", id="not a header"),
        pytest.param("\x00,;;=,,,", "en", id="bytes"),
    ],
)
def test_the_language_that_suits_a_reader_best(header, language):
    assert best_language(header, OPEN) == language


def test_languages_that_are_not_open_are_not_chosen():
    assert best_language("fr, ru;q=0.5", ["en", "ru"]) == "ru"


def test_a_very_long_header_is_read_as_far_as_is_reasonable():
    assert best_language("fr," + "x" * 100_000, OPEN) == "fr"
