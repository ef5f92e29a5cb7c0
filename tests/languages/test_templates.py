"""No template says anything to people outside gettext."""

from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.template.base import Lexer, TokenType

from languages import catalogues

SHOWN_ATTRIBUTES = {"alt", "aria-label", "aria-description", "placeholder", "title", "label"}
UNSEEN = {"script", "style"}
ENGRAVED = {"kbd"}  # on keys, alike in every language
# Blocks whose inside is a message, or is not shown at all.
SKIPPED_BLOCKS = {"blocktranslate", "blocktrans", "comment"}
# Names that are the same in every language.
ALLOWED = {"CSV", "RSS"}
TEMPLATES = [path for path in catalogues.source_files() if path.suffix in {".html", ".txt"}]


class ShownText(HTMLParser):
    """Collects what people read in markup: text, and attributes that are shown or read out."""

    def __init__(self):
        super().__init__()
        self.found = []
        self.unseen = None

    def handle_starttag(self, tag, attrs):
        if tag in UNSEEN | ENGRAVED:
            self.unseen = tag
        for name, value in attrs:
            if name in SHOWN_ATTRIBUTES:
                self.handle_data(value or "")

    def handle_endtag(self, tag):
        if tag == self.unseen:
            self.unseen = None

    def handle_data(self, data):
        words = {word.strip(".,:;()") for word in data.split()}
        if not self.unseen and any(c.isalpha() for word in words - ALLOWED for c in word):
            self.found.append(" ".join(data.split()))


def untranslated(template):
    """The words of a template that stand outside of translation, in order."""
    parser = ShownText()
    parser.feed(without_tags(template))
    parser.close()
    return parser.found


def without_tags(template):
    """The markup of a template: a digit for each variable and message, a space for each tag."""
    kept, inside = [], None
    for token in Lexer(template).tokenize():
        word = token.contents.split(maxsplit=1)[0] if token.contents.strip() else ""
        if inside:
            inside = None if word == f"end{inside}" else inside
        elif token.token_type == TokenType.BLOCK and word in SKIPPED_BLOCKS:
            inside = word
            kept.append("0")
        elif token.token_type == TokenType.BLOCK:
            kept.append("0" if word in {"translate", "trans"} else " ")
        elif token.token_type == TokenType.VAR:
            kept.append("0")
        elif token.token_type == TokenType.TEXT:
            kept.append(token.contents)
    return "".join(kept)


@pytest.mark.parametrize(
    "path", TEMPLATES, ids=lambda path: path.relative_to(settings.BASE_DIR).as_posix()
)
def test_template_says_everything_through_gettext(path):
    assert untranslated(path.read_text(encoding="utf-8")) == []


def test_words_outside_of_translation_are_seen():
    template = """
{% load i18n %}{# a remark #}
<h{{ level }} class="words" title="Tool tip">{{ headline }}</h{{ level }}>
<img alt="{% translate "A picture" %}" {% if lazy %}loading="lazy"{% endif %} src={{ src }}>
<p>{% if late %}Too late{% else %}{% blocktranslate trimmed %}In time{% endblocktranslate %}
{% endif %} · 12 &nbsp; {{ age }}</p>
<a aria-label="By {{ name }}">×</a>
<script type="module">const words = "unseen";</script>
{% comment %}<p>Unseen</p>{% endcomment %}
"""

    assert untranslated(template) == ["Tool tip", "Too late 0 · 12 0", "By 0"]
