import random

import pytest
from django.core.exceptions import ValidationError

from languages.slugs import (
    ROUTE_WORDS,
    SLUG_LENGTH,
    AddressField,
    slugify,
    validate_not_a_route,
    validate_slug,
)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("The Parliament signs", "the-parliament-signs"),
        ("L’été à Évry : 40 °C !", "lété-à-évry-40-c"),
        ("البرلمان يُقِرّ لغة الإشارة", "البرلمان-يقر-لغة-الإشارة"),
        ("Парламент принял закон", "парламент-принял-закон"),
        ("¿Qué pasó en Cádiz?", "qué-pasó-en-cádiz"),
        ("议会通过手语法", "议会通过手语法"),
        ("国会、手話言語法を可決", "国会手話言語法を可決"),
        ("किताबें और हिंदी", "किताबें-और-हिंदी"),
        ("ที่ประชุมรัฐสภา", "ที่ประชุมรัฐสภา"),
        ("הַכְּנֶסֶת הצביעה", "הכנסת-הצביעה"),
        ("İstanbul'da IRMAK", "istanbulda-irmak"),
        ("snake_case and -- dashes --", "snake-case-and-dashes"),
    ],
)
def test_a_headline_in_any_script_becomes_a_slug_in_its_script(text, slug):
    assert slugify(text) == slug


def test_the_same_word_has_one_slug_however_it_was_typed():
    composed, decomposed, wide = "é", "e\u0301", "ｅ\u0301"

    assert slugify(composed) == slugify(decomposed) == slugify(wide) == "é"


@pytest.mark.parametrize("text", ["", "🎉🎉", "?!…", "—", "1984", "٢٠٢٦", "\u0651"])
def test_a_headline_without_letters_has_no_slug(text):
    assert slugify(text) == ""


def test_a_long_headline_is_cut_at_a_word():
    slug = slugify("parlement " * 30)

    assert slug == "-".join(["parlement"] * 12)
    assert len(slug) <= SLUG_LENGTH


def test_a_long_headline_without_spaces_is_cut_at_the_limit():
    assert slugify("议" * 500) == "议" * SLUG_LENGTH


def test_every_slug_that_is_made_is_accepted_and_stays_as_it_is():
    generator = random.Random("slugs")
    alphabet = [chr(code) for code in range(0x20, 0x3100) if not 0xD800 <= code < 0xE000]

    for _ in range(5000):
        slug = slugify("".join(generator.choices(alphabet, k=generator.randint(1, 12))))
        if slug:
            validate_slug(slug)
            assert slugify(slug) == slug


@pytest.mark.parametrize(
    "value", ["monde", "l-été", "сирия", "议会", "العالم-اليوم", "covid-19", "g7"]
)
def test_a_slug_may_have_letters_of_any_script(value):
    validate_slug(value)


@pytest.mark.parametrize(
    "value", ["-a", "a-", "a--b", "a b", "a/b", "a.b", "a?b", "a\n", "12", "٢٠"]
)
def test_a_slug_that_would_break_an_address_is_refused(value):
    with pytest.raises(ValidationError):
        validate_slug(value)


@pytest.mark.parametrize("word", sorted(ROUTE_WORDS))
def test_words_of_the_sites_own_addresses_are_refused(word):
    with pytest.raises(ValidationError) as refusal:
        validate_not_a_route(word)

    assert word in refusal.value.messages[0]


def test_an_address_is_stored_composed():
    assert AddressField().clean("e\u0301te\u0301", None) == "été"


def test_an_empty_address_is_null_so_that_it_never_collides():
    assert AddressField(null=True).get_prep_value("") is None
