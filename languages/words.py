"""Where the words of a script without spaces end, for lines that shall not end inside one."""

from functools import lru_cache

import regex
from django.utils.html import escape
from django.utils.safestring import mark_safe

CHINESE = "zh"
# What no line begins with, and what none ends with. A dash or an ellipsis of two is one mark.
CLOSING = regex.compile(r"[\p{Pe}\p{Pf}\p{Po}\p{Pd}℃°]")
OPENING = regex.compile(r"[\p{Ps}\p{Pi}·\"']")
NUMBER = regex.compile(r"\p{Nd}")
SPACE = regex.compile(r"\s")
LETTER_OR_NUMBER = regex.compile(r"[\p{L}\p{N}]")
# With which Chinese writes foreign names by their sound; few of them are common in other words.
SOUNDS = frozenset(
    "阿埃艾奥巴贝彼宾波伯勃博布茨达戴丹德邓迪蒂杜厄恩尔法菲费芬弗夫盖戈格哈汉赫亨霍基吉贾杰卡凯坎科"
    "克肯库拉莱赖兰朗劳勒雷丽莉列林琳隆卢鲁伦罗洛玛马迈曼梅蒙米莫姆穆娜纳尼涅宁纽努诺欧帕佩彭皮珀"
    "普奇契恰乔钦琼茹瑞萨塞桑瑟森莎沙珊舍施史斯丝松苏索塔泰坦汤唐特滕图托瓦娃旺威韦维温翁沃乌希锡谢"
    "辛休雅亚延扬耶伊尤约赞泽扎詹朱兹佐"
)


def breakable(text, language):
    """A headline, which is plain text, as HTML; a Chinese one with ``<wbr>`` where a line may end.

    Other scripts part their words by spaces, and browsers know where those lines may end.
    """
    if language.partition("-")[0] != CHINESE:
        return escape(text)
    return mark_safe("<wbr>".join(escape(part) for part in unbroken(str(text))))


def unbroken(text):
    """The parts of a Chinese text that stay together on a line, in order: words and their marks.

    The figure stays with what it counts, a quotation mark with what it marks, and a foreign name
    that the dictionary cuts into pieces is one word again.
    """
    parts, before = [], ""
    for word in _dictionary().cut(text):
        if before and (_stay_together(before, word) or _are_one_name(before, word)):
            parts[-1] += word
        else:
            parts.append(word)
        before = word
    return parts


def _stay_together(before, after):
    last, first = before[-1], after[0]
    if SPACE.match(last) or SPACE.match(first):
        return True  # a line ends at the space by itself
    if CLOSING.match(first) or OPENING.match(last):
        return True
    return bool(NUMBER.match(last)) and bool(LETTER_OR_NUMBER.match(first))


def _are_one_name(before, after):
    """Whether two words look like pieces of a name: written by sound, and not two known words.

    Where it only looks so, a line has one place less to end at.
    """
    if before[-1] not in SOUNDS or after[0] not in SOUNDS:
        return False
    known = _dictionary().has_word
    return len(before) == 1 or len(after) == 1 or not (known(before) and known(after))


@lru_cache(maxsize=1)
def _dictionary():
    """Loads the dictionary (a quarter of a second, 33 MB) in those processes that need it, once."""
    import rjieba

    return rjieba
