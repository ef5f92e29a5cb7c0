import pytest

from languages import reading


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("", 0),
        ("<p> </p><hr>", 0),
        ("<p>One, two: three!</p><p>Four</p>", 4),
        ("<ul><li>One</li><li>two</li></ul>", 2),
        ("<p>bro<strong>ken</strong> w<em>or</em>d</p>", 2),
        ("<p>L’eau, 27-year-old and 3.14 of Fish &amp; Chips</p>", 7),
        ("<p>وصلَ السفينةُ إلى الميناء</p>", 4),
        ("<p>Порт возобновил работу — сегодня.</p>", 4),
        ("<p>新型电池工厂，将于春季投产。</p>", 12),
        ("<p>在 2026 年，iPhone 手机</p>", 6),
    ],
)
def test_length_is_in_words_or_in_characters_of_a_script_without_spaces(markup, words):
    assert reading.length(markup) == words


@pytest.mark.parametrize(
    ("count", "code", "minutes"),
    [
        (0, "en", 1),
        (412, "en", 2),
        (456, "en", 2),
        (414, "ar", 3),
        (510, "zh-hans", 2),
        (2040, "zh-hant", 8),
        (368, "ka", 2),  # not measured: the mean of all
    ],
)
def test_minutes_are_those_of_a_native_reader_to_the_nearest(count, code, minutes):
    assert reading.minutes(count, code) == minutes
