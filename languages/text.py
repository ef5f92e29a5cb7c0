"""Plain text from markup, and its beginning."""

import html
import re

import regex

TAG = re.compile(r"<[^>]*>")
BLOCK_TAG = re.compile(r"</?(?:p|h[1-6]|li|ul|ol|blockquote|figure|br|tr|td|th|table)\b[^>]*>")
ELLIPSIS = "…"
# The scripts that are written without spaces, for a set in a regex.
UNSPACED = (
    r"\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}"
    r"\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}"
)


def plain(markup):
    """The words of sanitised HTML, entities read, blocks parted by a space."""
    text = TAG.sub("", BLOCK_TAG.sub(" ", markup or ""))
    return " ".join(html.unescape(text).split())


def shorten(text, length, *, ellipsis=ELLIPSIS):
    """The beginning of plain text, at most ``length`` characters and then an ellipsis.

    Ends at a word; in a script without spaces, or inside one very long word, after a whole
    grapheme (UAX 29 extended grapheme cluster), so that no letter loses its marks.
    """
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    space = text.rfind(" ", 0, length + 1)
    if space > length // 2:
        head = text[:space]
    else:
        end = 0
        for grapheme in regex.finditer(r"\X", text[: length + 64]):
            if grapheme.end() > length:
                break
            end = grapheme.end()
        head = text[:end]
    return head.rstrip(" ,;:.،؛、，；：。–—-") + ellipsis


def is_blank(markup):
    """Whether sanitised HTML shows a reader nothing: no word, no picture."""
    return not plain(markup) and "<figure" not in (markup or "")
