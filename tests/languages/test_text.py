import pytest

from languages.text import is_blank, plain, shorten, spaced

FAMILY = "👨‍👩‍👧‍👦"  # four people joined by ZWJ: one grapheme of seven code points


def test_shorten_leaves_a_text_that_fits_alone():
    assert shorten("Les voix sont comptées", 22) == "Les voix sont comptées"


def test_shorten_ends_at_a_word():
    assert shorten("Les voix sont comptées", 21) == "Les voix sont…"


def test_shorten_ends_at_a_word_that_fits_exactly():
    assert shorten("Les voix sont comptées", 13) == "Les voix sont…"


def test_shorten_leaves_no_punctuation_before_the_ellipsis():
    assert shorten("Les voix, dit-elle, sont comptées", 12) == "Les voix…"
    assert shorten("الأصوات، قالت، تُحصى الآن", 10) == "الأصوات…"


@pytest.mark.parametrize(
    ("text", "shortened"),
    [
        ("The ferry waits. Now the bridge is shut.", "The ferry waits."),
        ("Le bac attend ! Maintenant le pont ferme.", "Le bac attend !"),
        ("Le bac « attend. » Maintenant le pont ferme.", "Le bac « attend. »"),
        ("¿Espera el ferri? Ahora se cierra el puente.", "¿Espera el ferri?"),
        ("Паром ждёт всех… Теперь мост закрыт.", "Паром ждёт всех…"),
        ("هل تنتظر العبارة؟ الآن أغلق الجسر.", "هل تنتظر العبارة؟"),
        ("العبارة تنتظر هنا. الآن أغلق الجسر.", "العبارة تنتظر هنا."),
        ("渡轮正在港口里等待乘客。桥梁现在已经关闭了。", "渡轮正在港口里等待乘客。"),
        ("船长说：“渡轮正在等乘客！”桥梁现在已关闭。", "船长说：“渡轮正在等乘客！”"),
    ],
)
def test_shorten_ends_with_a_sentence_that_fills_more_than_half(text, shortened):
    assert shorten(text, 20) == shortened


@pytest.mark.parametrize(
    ("text", "shortened"),
    [
        ("Yes. The ferry waits for the bridge.", "Yes. The ferry waits…"),
        ("The ferry of Dr. Duarte waits here.", "The ferry of Dr. Duarte…"),
        ("A ferry named J. Duarte waits here.", "A ferry named J. Duarte…"),
        ("Ferry at 9 a.m. instead of noon today.", "Ferry at 9 a.m. instead…"),
        ("“The ferry waits!” says the pilot of it.", "“The ferry waits!” says…"),
        ("The ferry, 3.5 metres long, waits.", "The ferry, 3.5 metres…"),
    ],
)
def test_shorten_takes_no_other_mark_for_the_end_of_a_sentence(text, shortened):
    assert shorten(text, 24) == shortened


@pytest.mark.parametrize(
    ("text", "length", "shortened"),
    [
        ("chaque cicatrice d’ancre et chaque source", 27, "chaque cicatrice d’ancre…"),
        ("chaque cicatrice d’ancre, et de la source", 34, "chaque cicatrice d’ancre…"),
        ("каждый след якоря, и на бумаге", 23, "каждый след якоря…"),
        ("the ferry is for all who are on it", 20, "the ferry is…"),
        ("attendez-les pendant les 12 heures", 27, "attendez-les pendant les 12…"),
    ],
)
def test_shorten_lets_no_short_word_hang(text, length, shortened):
    assert shorten(text, length) == shortened


def test_shorten_cuts_chinese_between_any_two_characters():
    assert shorten("议会周日通过了一项关于手语的法律", 8) == "议会周日通过了一…"


def test_shorten_cuts_one_long_word_rather_than_dropping_it():
    assert shorten("Donaudampfschifffahrtsgesellschaft", 10) == "Donaudampf…"


@pytest.mark.parametrize(
    ("text", "length", "shortened"),
    [
        pytest.param("a" + FAMILY * 2, 5, "a…", id="within a family of emoji"),
        pytest.param("a" + FAMILY * 2, 8, f"a{FAMILY}…", id="after a family of emoji"),
        pytest.param("e\u0301" * 4, 3, "e\u0301…", id="before a combining accent"),
        pytest.param("مُدُنٌكبيرة", 3, "مُ…", id="before an Arabic vowel mark"),
        pytest.param("🇫🇷🇪🇸🇷🇺", 3, "🇫🇷…", id="within a flag"),
        pytest.param("किताबें", 3, "कि…", id="before a vowel sign"),
    ],
)
def test_shorten_never_cuts_within_a_grapheme(text, length, shortened):
    assert shorten(text, length) == shortened


def test_shorten_never_leaves_half_an_entity_of_markup():
    markup = "<p>Thé &amp; café &eacute;quitables</p>"

    assert shorten(plain(markup), 7) == "Thé &…"


@pytest.mark.parametrize(
    ("sentence", "with_space"),
    [
        ("Low water.", "Low water. "),
        ("Low water ", "Low water "),
        ("退潮时的起重机", "退潮时的起重机 "),
        ("退潮时的起重机。", "退潮时的起重机。"),
        ("船长说：“退潮了！”", "船长说：“退潮了！”"),
        ("He said “Low water.”", "He said “Low water.” "),
        ("", ""),
    ],
)
def test_spaced_parts_sentences_as_their_script_does(sentence, with_space):
    assert spaced(sentence) == with_space


def test_plain_parts_blocks_by_a_space_and_words_by_none():
    markup = "<h2>Un</h2><p>de<em>ux</em><br>trois</p><ul><li>quatre</li><li>cinq</li></ul>"

    assert plain(markup) == "Un deux trois quatre cinq"


def test_plain_reads_entities_once():
    assert plain("<p>&amp;lt; &lt;b&gt;</p>") == "&lt; <b>"


@pytest.mark.parametrize("markup", ["", None, "<p></p>", "<p>&nbsp;</p><p> <em> </em></p>"])
def test_a_body_of_empty_paragraphs_is_blank(markup):
    assert is_blank(markup)


@pytest.mark.parametrize("markup", ["<p>Un</p>", '<figure data-image="3"></figure>'])
def test_a_body_with_a_word_or_a_picture_is_not_blank(markup):
    assert not is_blank(markup)
