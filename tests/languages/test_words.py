"""Where a Chinese line may end: between words, and never before or after the wrong mark."""

import pytest

from languages.words import breakable, unbroken


@pytest.mark.parametrize(
    "parts",
    [
        "谈判|九年|之后，|多个|港口城市|商定|统一|潮汐|表",
        "“桥累|了|会|先|告诉|你，|很|久|以后”",
        "“我们”——|《红楼梦》|的|读者|说……",
        "增长|50%|（同比）",
        "2026年|11月|22日|通过|5G、|AI|法案",
        '他|说："不。"',
        "GPT-4 与|我们",
        "达尔松|方言|词典",
        "马尔萨努尔|给|孩子|提问",
        "埃赫巴里|的|托尔纳拉湖",
        "利比亚|约旦|谈判",  # two names, and both known
    ],
)
def test_a_line_ends_between_words_and_never_at_the_wrong_mark(parts):
    assert unbroken(parts.replace("|", "")) == parts.split("|")


def test_a_chinese_headline_says_where_its_lines_may_end():
    assert breakable("山谷调暗路灯", "zh-hans") == "山谷<wbr>调暗<wbr>路灯"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_headline_is_text_and_no_markup(language):
    assert breakable("<b>&", language).replace("<wbr>", "") == "&lt;b&gt;&amp;"


def test_other_scripts_part_their_words_themselves():
    assert breakable("Le port rouvre", "fr") == "Le port rouvre"
