"""Every language of the newsroom, as its newspapers write; the reference is CLDR."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import override_settings

import languages
from languages import formats

SUNDAY = datetime(2026, 2, 1, 8, 5, tzinfo=UTC)
NO_BREAK_SPACES = str.maketrans("\u00a0\u202f", "  ")


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "Sunday 1 February 2026"),
        ("fr", "dimanche 1 février 2026"),
        ("ar", "الأحد 1 فبراير 2026"),
        ("ru", "воскресенье, 1 февраля 2026 г."),
        ("es", "domingo, 1 de febrero de 2026"),
        ("zh-hans", "2026年2月1日星期日"),
    ],
)
def test_a_full_date(language, written):
    assert formats.full_date(SUNDAY, language).translate(NO_BREAK_SPACES) == written


@pytest.mark.parametrize("language", [code for code in languages.codes() if code != "zh-hans"])
def test_no_line_of_a_full_date_ends_between_day_and_month(language):
    assert re.findall(r"\d+\s", formats.full_date(SUNDAY, language))[0] == "1\u00a0"


@pytest.mark.parametrize(
    ("text", "begun"),
    [
        ("dimanche", "Dimanche"),
        ("ёлка", "Ёлка"),
        ("الأحد", "الأحد"),
        ("星期日", "星期日"),
        ("კვირა", "კვირა"),
        ("", ""),
    ],
)
def test_a_line_begins_with_a_capital_where_its_script_does(text, begun):
    assert formats.beginning(text) == begun


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "1 February 2026, 08:05"),
        ("fr", "1 février 2026, 08:05"),
        ("ar", "1 فبراير 2026، 8:05 ص"),
        ("ru", "1 февраля 2026 г., 08:05"),
        ("es", "1 de febrero de 2026, 8:05"),
        ("zh-hans", "2026年2月1日 08:05"),
    ],
)
def test_a_date_with_its_time(language, written):
    assert formats.date_and_time(SUNDAY, language).translate(NO_BREAK_SPACES) == written


@pytest.mark.parametrize(
    ("language", "short", "long", "share"),
    [
        ("en", "1 Feb", "1 February 2026", "12.3%"),
        ("fr", "1 févr.", "1 février 2026", "12,3 %"),
        ("ar", "1 فبراير", "1 فبراير 2026", "12.3%"),
        ("ru", "1 февр.", "1 февраля 2026 г.", "12,3 %"),
        ("es", "1 feb", "1 de febrero de 2026", "12,3 %"),
        ("zh-hans", "2月1日", "2026年2月1日", "12.3%"),
    ],
)
def test_a_day_of_the_calendar_and_a_share(language, short, long, share):
    day = SUNDAY.date()
    written = [
        formats.short_day(day, language),
        formats.long_day(day, language),
        formats.percentage(0.1234, language),
    ]

    invisible = NO_BREAK_SPACES | {0x200E: None, 0x200F: None}
    assert [words.translate(invisible) for words in written] == [short, long, share]


@override_settings(TIME_ZONE="Asia/Tokyo")
def test_a_moment_is_dated_in_the_time_zone_of_the_newsroom():
    late_on_saturday = datetime(2026, 1, 31, 15, 30, tzinfo=UTC)

    assert formats.full_date(late_on_saturday, "fr") == "dimanche 1\u00a0février 2026"
    assert formats.clock_time(late_on_saturday, "fr") == "00:30"
    assert formats.zone_name(late_on_saturday, "fr") == "Tokyo (UTC+09:00)"


@override_settings(TIME_ZONE="Europe/Paris")
def test_the_distance_from_utc_is_that_of_the_moment():
    winter, summer = SUNDAY, SUNDAY.replace(month=7)

    assert formats.zone_name(winter, "ru") == "Париж (UTC+01:00)"
    assert formats.zone_name(summer, "ru") == "Париж (UTC+02:00)"


AGES = [
    ("en", "22 hours ago", "2 hours ago", "5 hours ago", "1 minute ago", "3 days ago"),
    (
        "fr",
        "il y a 22 heures",
        "il y a 2 heures",
        "il y a 5 heures",
        "il y a 1 minute",
        "il y a 3 jours",
    ),
    ("ar", "قبل 22 ساعة", "قبل ساعتين", "قبل 5 ساعات", "قبل دقيقة واحدة", "قبل 3 أيام"),
    ("ru", "22 часа назад", "2 часа назад", "5 часов назад", "1 минуту назад", "3 дня назад"),
    ("es", "hace 22 horas", "hace 2 horas", "hace 5 horas", "hace 1 minuto", "hace 3 días"),
    ("zh-hans", "22小时前", "2小时前", "5小时前", "1分钟前", "3天前"),
]


@pytest.mark.parametrize(("language", *"abcde"), AGES)
def test_an_age_has_the_plural_of_its_language(language, a, b, c, d, e):
    elapsed = [
        timedelta(hours=22),
        timedelta(hours=2),
        timedelta(hours=5),
        timedelta(minutes=1),
        timedelta(days=3),
    ]

    ages = [formats.age(SUNDAY, SUNDAY + time, language) for time in elapsed]

    assert ages == [a, b, c, d, e]


def test_a_story_is_never_seconds_old():
    assert formats.age(SUNDAY, SUNDAY, "fr") == "il y a 1 minute"


def test_an_age_becomes_the_date_after_a_week():
    almost_a_week, a_week = timedelta(days=6, hours=11), timedelta(days=7)

    assert formats.age(SUNDAY, SUNDAY + almost_a_week, "fr") == "il y a 6 jours"
    assert formats.age(SUNDAY, SUNDAY + a_week, "fr") == "1 février 2026"


def test_what_is_to_come_has_no_age_but_a_date():
    assert formats.age(SUNDAY, SUNDAY - timedelta(seconds=1), "fr") == "1 février 2026"


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "12,480"),
        ("fr", "12 480"),
        ("ar", "12,480"),
        ("ru", "12 480"),
        ("es", "12.480"),
        ("zh-hans", "12,480"),
    ],
)
def test_a_number_is_grouped_as_its_language_does(language, written):
    assert formats.number(12480, language).translate(NO_BREAK_SPACES) == written


def test_spanish_groups_no_number_of_four_digits():
    written = [formats.number(value, "es") for value in (999, 1_000, 9_999, 10_000)]
    assert written == ["999", "1000", "9999", "10.000"]


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", ["1,234.50", "0.01"]),
        ("fr", ["1 234,50", "0,01"]),
        ("ar", ["1,234.50", "0.01"]),
        ("ru", ["1 234,50", "0,01"]),
        ("es", ["1234,50", "0,01"]),
        ("zh-hans", ["1,234.50", "0.01"]),
    ],
)
def test_a_ratio_has_two_digits_after_the_sign_of_its_language(language, written):
    told = [formats.ratio(value, language) for value in (1234.5, 0.012)]
    assert [one.translate(NO_BREAK_SPACES) for one in told] == written


@pytest.mark.parametrize(
    ("language", "value", "written"),
    [
        ("en", 999_999, "999,999"),
        ("en", 1_000_000, "1 million"),
        ("en", 1_299_999, "1.2 million"),
        ("en", 123_456_789, "123.4 million"),
        ("en", 2_000_000_000, "2 billion"),
        ("fr", 1_000_000, "1 million"),
        ("fr", 1_999_999, "1,9 million"),
        ("fr", 2_000_000, "2 millions"),
        ("ar", 1_234_567, "1.2 مليون"),
        ("ar", 3_000_000, "3 ملايين"),
        ("ru", 1_000_000, "1 миллион"),
        ("ru", 2_340_000, "2,3 миллиона"),
        ("ru", 5_000_000, "5 миллионов"),
        ("es", 1_000_000, "1 millón"),
        ("es", 12_345_678, "12,3 millones"),
        ("zh-hans", 9_999, "9,999"),
        ("zh-hans", 10_000, "1万"),
        ("zh-hans", 12_999, "1.2万"),
        ("zh-hans", 1_234_567, "123.4万"),
        ("zh-hans", 123_456_789, "1.2亿"),
    ],
)
def test_a_large_number_is_shortened_where_its_language_does(language, value, written):
    assert formats.number_in_words(value, language).translate(NO_BREAK_SPACES) == written


@pytest.mark.parametrize("language", languages.codes())
def test_a_shortened_number_is_never_more_than_there_is(language):
    shortened = [formats.number_in_words(value, language) for value in (1_999_999, 2_000_000)]

    assert len(set(shortened)) == 2


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "A, B and C"),
        ("fr", "A, B et C"),
        ("ar", "A وB وC"),
        ("ru", "A, B и C"),
        ("es", "A, B y C"),
        ("zh-hans", "A、B和C"),
    ],
)
def test_a_list_is_joined_as_its_language_does(language, written):
    assert formats.listing(["A", "B", "C"], language) == written


def test_languages_are_called_what_their_speakers_call_them():
    names = [languages.own_name(code) for code in languages.codes()]

    assert names == ["English", "Français", "العربية", "Русский", "Español", "中文"]


def test_tags_are_those_of_bcp_47():
    codes = ["fr", "zh-hans", "zh-hant", "pt-br"]

    assert [languages.tag(code) for code in codes] == ["fr", "zh-Hans", "zh-Hant", "pt-BR"]


def test_arabic_alone_runs_from_right_to_left():
    rtl = [code for code in languages.codes() if languages.direction(code) == "rtl"]

    assert rtl == ["ar"]
