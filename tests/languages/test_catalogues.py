import os
import re
from gettext import GNUTranslations, c2py
from io import BytesIO

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management import call_command
from django.utils import translation
from django.utils.translation import ngettext, pgettext

from languages import catalogues, codes

NAMED = re.compile(r"%\(\w+\)[a-z]|\{\w+\}")
POSITIONAL = re.compile(r"%[sdr]|\{\}")
# How many items are said with each plural form of the languages that we start with.
COUNTED = {
    "en": [1, 2],
    "fr": [1, 2],
    "ar": [0, 1, 2, 3, 11, 100],
    "ru": [1, 2, 5, None],  # the last one is for fractions
    "es": [1, None, 2],  # that between is for millions
    "zh-hans": [1],
}


@pytest.fixture(scope="module")
def messages():
    return catalogues.extracted()


@pytest.fixture
def locale_folder(settings, tmp_path):
    """An empty folder for catalogues instead of the site's own."""
    settings.LOCALE_PATHS = [tmp_path]  # Django then forgets what it has read elsewhere
    return tmp_path


def catalogue_of(text, code="fr"):
    return read_po(BytesIO(catalogues.header(code) + text.encode()))


def write_catalogue(code, text):
    path = catalogues.po_path(code)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(catalogues.header(code) + text.encode())
    return path


def of_template(source):
    return list(catalogues.messages_in(catalogues._as_python(source, "test.html")))


def key(message):
    return message.id, message.context


# --- The site's own catalogues -----------------------------------------------------------


@pytest.mark.parametrize("code", codes())
class TestCatalogueOfLanguage:
    """Where these fail, run `manage.py makecatalogues` and translate what is empty."""

    @pytest.fixture
    def catalogue(self, code):
        path = catalogues.po_path(code)
        return catalogues.read(path) if path.exists() else catalogue_of("", code)

    def test_has_every_message_of_code_and_templates_and_no_other(self, catalogue, messages):
        kept, wanted = set(map(key, catalogue)), set(map(key, messages))

        assert wanted - kept == set()
        assert kept - wanted == set()
        assert not catalogue.obsolete

    def test_is_translated_in_every_plural_form(self, catalogue):
        incomplete = [
            key(message)
            for message in catalogue
            if message.id and not catalogues.is_complete(message, catalogue)
        ]

        assert incomplete == []

    def test_keeps_the_placeholders_of_every_message(self, catalogue):
        differing = [
            (message.id, text)
            for message in catalogue
            for text in texts_with_other_placeholders(message, catalogue)
        ]

        assert differing == []

    def test_counts_as_django_does(self, code, catalogue):
        assert catalogue.plural_forms == catalogue_of("", code).plural_forms


def texts_with_other_placeholders(message, catalogue):
    """Translations whose placeholders are not those of the message.

    "Two stories" may leave its number out: a plural form that serves one number only.
    """
    if not message.id or not message.string:
        return
    if not message.pluralizable:
        if placeholders(message.string) != placeholders(message.id):
            yield message.string
        return
    wanted = placeholders(message.id[1])
    for form, text in enumerate(message.string):
        used = placeholders(text)
        number_left_out = (
            serves_one_number(catalogue, form)
            and used <= wanted
            and len(wanted - used) == 1
            and not POSITIONAL.search(message.id[1])
        )
        if text and used != wanted and not number_left_out:
            yield text


def placeholders(text):
    text = text.replace("%%", "")
    return {*NAMED.findall(text), *(POSITIONAL.findall(NAMED.sub("", text)))}


def serves_one_number(catalogue, form):
    plural = c2py(catalogue.plural_expr)
    return sum(plural(number) == form for number in range(1000)) == 1


def test_placeholder_check_sees_what_differs():
    catalogue = catalogue_of(
        """
msgid "By %(name)s"
msgstr "Par %(nom)s"

msgid "%(limit)s MB at most"
msgstr "%(limit)s Mo au plus"

msgid "One story"
msgid_plural "%(count)s stories"
msgstr[0] "Une histoire"
msgstr[1] "Des histoires"
"""
    )

    found = [t for message in catalogue for t in texts_with_other_placeholders(message, catalogue)]

    # French says "une" of none as well, so that the number may not be left out there.
    assert found == ["Par %(nom)s", "Une histoire", "Des histoires"]


def test_placeholder_check_lets_a_number_be_a_word():
    catalogue = catalogue_of(
        """
msgid "%(count)s story in %(section)s"
msgid_plural "%(count)s stories in %(section)s"
msgstr[0] "Una noticia en %(section)s"
msgstr[1] "%(count)s de noticias en %(section)s"
msgstr[2] "%(count)s noticias en %(section)s"
""",
        "es",
    )

    assert not [t for m in catalogue for t in texts_with_other_placeholders(m, catalogue)]


# --- Finding messages --------------------------------------------------------------------


def test_finds_messages_of_python():
    source = """
_("plain")
gettext_lazy("joined " "from two")
ngettext("%d story", "%d stories", n) % n
pgettext_lazy("month", "May")
npgettext("desk", "item", "items", n)
# Translators: on the button
_("explained")
translate_not("this")
"""

    assert list(catalogues.messages_in(source)) == [
        ("plain", [], None),
        ("joined from two", [], None),
        (("%d story", "%d stories"), [], None),
        ("May", [], "month"),
        (("item", "items"), [], "desk"),
        ("explained", ["Translators: on the button"], None),
    ]


def test_finds_messages_of_a_template_however_it_is_indented():
    source = """
<main title="{% translate "Main part" %}">
        {% translate "May" context "month" as month %}
    {% blocktranslate trimmed %}
      Written by
      {{ author }}
    {% endblocktranslate %}
  {% blocktranslate trimmed context "verb" with a=b %}Open {{ a }}, "now"{% endblocktranslate %}
      {{ value|default:_("nothing") }} {{ _("variable") }} \u00a0 it's ( [ def
   {% include "components/card.html" with label=_("argument") only %}
</main>
"""

    assert of_template(source) == [
        ("Main part", [], None),
        ("May", [], "month"),
        ("Written by %(author)s", [], None),
        ('Open %(a)s, "now"', [], "verb"),
        ("nothing", [], None),
        ("variable", [], None),
        ("argument", [], None),
    ]


def test_finds_plurals_of_a_template():
    source = """
{% blocktranslate trimmed count n=stories|length with name=section.name %}
  One story in {{ name }}
{% plural %}
  {{ n }} stories
  in {{ name }}
{% endblocktranslate %}
{% blocktranslate count n=x context "desk" %}item{% plural %}{{ n }} items{% endblocktranslate %}
"""

    assert of_template(source) == [
        (("One story in %(name)s", "%(n)s stories in %(name)s"), [], None),
        (("item", "%(n)s items"), [], "desk"),
    ]


def test_looks_into_apps_and_templates_and_leaves_demo_and_tests_out():
    found = {path.relative_to(settings.BASE_DIR).as_posix() for path in catalogues.source_files()}

    assert {"articles/publishing.py", "newsroom/settings.py"} <= found
    assert any(path.startswith("templates/") for path in found)
    assert not [path for path in found if re.match(r"(tests|dev|website/demo|\.venv)/", path)]
    assert not [path for path in found if "/migrations/" in path]


# --- Keeping them ------------------------------------------------------------------------


def test_update_keeps_translations_and_drops_what_is_used_no_more(locale_folder):
    write_catalogue(
        "fr",
        """
# Said of people only.
msgid "author"
msgstr "auteur"

#, fuzzy
msgid "section"
msgstr "région"

msgid "gone"
msgstr "disparu"

#~ msgid "long gone"
#~ msgstr "disparu depuis longtemps"
""",
    )
    template = catalogue_of('msgid "author"\nmsgstr ""\n\nmsgid "section"\nmsgstr ""\n')
    template.add("authors")

    updated = catalogues.updated("fr", template)

    assert {m.id: m.string for m in updated if m.id} == {
        "author": "auteur",
        "section": "région",
        "authors": "",
    }
    assert updated.get("author").user_comments == ["Said of people only."]
    assert updated.get("section").fuzzy
    assert not updated.obsolete


def test_update_takes_a_changed_plural_for_a_new_message(locale_folder):
    write_catalogue(
        "fr",
        'msgid "story"\nmsgid_plural "stories"\nmsgstr[0] "article"\nmsgstr[1] "articles"\n',
    )
    template = catalogue_of("")
    template.add(("story", "%(n)s stories"))

    updated = catalogues.updated("fr", template)

    assert not any(updated.get("story").string)


def test_english_says_what_the_code_says_until_it_is_worded_otherwise(locale_folder):
    write_catalogue("en", 'msgid "kicker"\nmsgstr "short line"\n')
    template = catalogue_of("")
    template.add("kicker")
    template.add(("story", "stories"))

    updated = catalogues.updated("en", template)

    assert updated.get("kicker").string == "short line"
    assert updated.get("story").string == ("story", "stories")


def test_make_writes_every_language_and_the_same_again(locale_folder, capsys):
    call_command("makecatalogues")
    paths = [catalogues.po_path(code) for code in codes()]
    first = [path.read_bytes() for path in paths]

    call_command("makecatalogues")

    assert [path.read_bytes() for path in paths] == first
    assert (locale_folder / "zh_Hans" / "LC_MESSAGES" / "django.po").exists()
    assert b"-Date:" not in first[0]
    assert "0 of" in capsys.readouterr().out


# --- Compiling them ----------------------------------------------------------------------


def test_compiles_without_what_is_fuzzy_or_half_translated():
    catalogue = catalogue_of(
        """
msgid "author"
msgstr "auteur"

#, fuzzy
msgid "section"
msgstr "région"

msgid "topic"
msgstr ""

msgid "story"
msgid_plural "stories"
msgstr[0] "article"
msgstr[1] ""
"""
    )

    compiled = GNUTranslations(BytesIO(catalogues.compiled(catalogue)))

    assert compiled.gettext("author") == "auteur"
    assert compiled.gettext("section") == "section"
    assert compiled.gettext("topic") == "topic"
    assert compiled.ngettext("story", "stories", 1) == "story"


def test_compiles_what_changed_and_nothing_else(locale_folder):
    french = write_catalogue("fr", 'msgid "author"\nmsgstr "auteur"\n')
    arabic = write_catalogue("ar", 'msgid "author"\nmsgstr "كاتب"\n')
    script = french.with_name("djangojs.po")
    script.write_bytes(french.read_bytes())

    call_command("compilecatalogues")
    before = arabic.with_suffix(".mo").stat().st_mtime_ns
    os.utime(french, ns=(before + 10**9, before + 10**9))

    assert catalogues.uncompiled() == [french]
    call_command("compilecatalogues")
    assert arabic.with_suffix(".mo").stat().st_mtime_ns == before
    assert sorted(path.name for path in french.parent.iterdir()) == [
        "django.mo",
        "django.po",
        "djangojs.mo",
        "djangojs.po",
    ]


def test_compiling_makes_nothing_where_there_is_no_catalogue(locale_folder):
    call_command("compilecatalogues")

    assert list(locale_folder.iterdir()) == []


@pytest.mark.parametrize("code", COUNTED)
def test_django_counts_by_the_plural_forms_of_our_catalogue(locale_folder, code):
    catalogue = catalogue_of("", code)
    forms = [f"form {form}" for form in range(catalogue.num_plurals)]
    catalogue.add(("test story", "test stories"), forms)
    # The same words as one of Django's own texts: ours win.
    catalogue.add("Yes", "Ours")
    catalogue.add("May", "Ours too", context="abbrev. month")
    catalogues.save(catalogues.po_path(code), catalogues.written(code, catalogue))
    call_command("compilecatalogues")

    with translation.override(code):
        for form, number in zip(forms, COUNTED[code], strict=True):
            if number is not None:
                assert ngettext("test story", "test stories", number) == form
        assert pgettext("abbrev. month", "May") == "Ours too"
        assert translation.gettext("Yes") == "Ours"
