"""Plain text from markup, and its beginning."""

import html
import re
from unicodedata import category, east_asian_width

import regex

TAG = re.compile(r"<[^>]*>")
BLOCK_TAG = re.compile(r"</?(?:p|h[1-6]|li|ul|ol|blockquote|figure|br|tr|td|th|table)\b[^>]*>")
ELLIPSIS = "…"
# The scripts that are written without spaces, for a set in a regex.
UNSPACED = (
    r"\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}"
    r"\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}"
)
# Where a sentence ends, with what closes after it. The dot of an initial, of "Dr." or of "a.m."
# ends none, nor does any mark before a word that begins small; Chinese marks need no space.
SENTENCE_END = regex.compile(
    r"""(?:[。！？]++ [\p{Pe}\p{Pf}]*+ (?![，、；：])
        | (?:[!?؟۔…]++ | (?<! \b (?: \p{Lu}\p{L}{0,2} | \p{L} ) ) \.++)
          (?: [\p{Pe}\p{Pf}"']++ | \ » )*+ (?= \s | $ ) (?! \s+ (?: \p{Ll} | [—–-] ) )
    )""",
    regex.VERBOSE,
)
# As many as a language puts ahead of what they are about: "et de la".
SHORT_WORDS = regex.compile(r"(?:\s+(?:\p{L}\p{M}*){1,3}){1,3}[^\p{L}\p{N}]*$")


def plain(markup):
    """The words of sanitised HTML, entities read, blocks parted by a space."""
    text = TAG.sub("", BLOCK_TAG.sub(" ", markup or ""))
    return " ".join(html.unescape(text).split())


def shorten(text, length, *, ellipsis=ELLIPSIS):
    """The beginning of plain text, at most ``length`` characters and perhaps an ellipsis.

    Whole sentences, without one, where they fill more than half of the length. Else it ends at a
    word, and not at a short one, which would hang there; in a script without spaces, or inside
    one very long word, after a whole grapheme (UAX 29 extended grapheme cluster), so that no
    letter loses its marks.
    """
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    half = length // 2
    ends = [match.end() for match in SENTENCE_END.finditer(text) if match.end() <= length]
    if ends and ends[-1] > half:
        return text[: ends[-1]]
    space = text.rfind(" ", 0, length + 1)
    if space > half:
        head = text[:space]
        if short := SHORT_WORDS.search(head, half + 1):
            head = head[: short.start()]
    else:
        end = 0
        for grapheme in regex.finditer(r"\X", text[: length + 64]):
            if grapheme.end() > length:
                break
            end = grapheme.end()
        head = text[:end]
    return head.rstrip(" ,;:.،؛、，；：。–—-") + ellipsis


def spaced(text):
    """A sentence with the space before the next one; with none after a mark as wide as a Chinese
    character, which brings its own room along.
    """
    text = text.rstrip()
    mark = text.rstrip("”’")[-1:]
    is_wide = mark and east_asian_width(mark) in "FW" and category(mark).startswith("P")
    return text if is_wide or not text else f"{text} "


def is_blank(markup):
    """Whether sanitised HTML shows a reader nothing: no word, no picture."""
    return not plain(markup) and "<figure" not in (markup or "")
