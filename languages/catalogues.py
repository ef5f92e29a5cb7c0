"""The texts of the interface: found in code and templates, kept per language, compiled.

Babel does it all, so that no machine needs GNU gettext.
"""

import io
import os
import re
from pathlib import Path

import django
from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.apps import apps
from django.conf import settings
from django.core.management.commands.makemessages import plural_forms_re
from django.utils.translation import to_locale
from django.utils.translation.template import templatize

SUFFIXES = {".py", ".html", ".txt", ".xml"}
# Folders of an app whose words no member of staff and no reader is shown in translation.
SKIPPED_FOLDERS = {"demo", "migrations", "__pycache__"}
PLURAL, CONTEXT, CONTEXT_PLURAL = (1, 2), ((1, "c"), 2), ((1, "c"), 2, 3)
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": PLURAL,
    "ngettext_lazy": PLURAL,
    "pgettext": CONTEXT,
    "pgettext_lazy": CONTEXT,
    "npgettext": CONTEXT_PLURAL,
    "npgettext_lazy": CONTEXT_PLURAL,
}
HEADER = r"""msgid ""
msgstr ""
"Language: {locale}\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
{plural_forms}

"""
LINE_LENGTH = 96


# --- Found in code and templates ---------------------------------------------------------


def source_files():
    """The Python files and templates of this checkout, in a fixed order."""
    own_apps = [Path(config.path).resolve() for config in apps.get_app_configs()]
    folders = {path for path in own_apps if path.parent == settings.BASE_DIR}
    folders |= {Path(path).resolve() for path in settings.TEMPLATES[0]["DIRS"]}
    folders.add(settings.BASE_DIR / settings.ROOT_URLCONF.partition(".")[0])
    return sorted(
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.suffix in SUFFIXES
        and SKIPPED_FOLDERS.isdisjoint(path.relative_to(folder).parts[:-1])
    )


def extracted():
    """A catalogue without translations: every message of ``source_files()``."""
    catalogue = Catalog(fuzzy=False)
    for path in source_files():
        source = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            source = _as_python(source, path)
        locations = [(path.relative_to(settings.BASE_DIR).as_posix(), None)]
        for message, comments, context in messages_in(source):
            catalogue.add(message, locations=locations, auto_comments=comments, context=context)
    return catalogue


def messages_in(python):
    """Each message of Python source with its translators' comments and its context.

    A message is a text, or a pair of singular and plural.
    """
    found = extract("python", io.BytesIO(python.encode()), KEYWORDS, comment_tags=["Translators:"])
    for _line, message, comments, context in found:
        if message:
            yield message, comments, context


def _as_python(template, origin):
    """A template as calls of gettext amid blanks, in parentheses: indents then mean nothing.

    Spaces of other kinds stand in the blanks only (the calls have them escaped); Python from
    3.12 refuses them.
    """
    return "(" + re.sub(r"[^\S\n]", " ", templatize(template, str(origin))) + "\n)"


# --- Kept per language -------------------------------------------------------------------


def po_path(code):
    return Path(settings.LOCALE_PATHS[0]) / to_locale(code) / "LC_MESSAGES" / "django.po"


def header(code):
    """How a catalogue begins. Plurals are counted as in Django's own catalogue of the language."""
    locale = to_locale(code)
    folder = Path(django.__file__).parent / "conf" / "locale"
    names = [locale, locale.split("_")[0], "en"]  # en_GB has its own, a rarer region has not
    paths = [folder / name / "LC_MESSAGES" / "django.po" for name in names]
    source = next(path for path in paths if path.exists()).read_text(encoding="utf-8")
    plural_forms = plural_forms_re.search(source)["value"]
    return HEADER.format(locale=locale, plural_forms=plural_forms).encode()


def read(path):
    with path.open("rb") as file:
        return read_po(file)


def updated(code, messages):
    """The catalogue of a language with exactly the given messages; what is translated stays so.

    A message whose text or plural changed is a new one. English says what the code says until
    an editor words it otherwise.
    """
    path = po_path(code)
    catalogue = read_po(io.BytesIO(header(code)))
    before = read(path) if path.exists() else Catalog()
    for message in messages:
        if not message.id:
            continue
        known = before.get(message.id, message.context)
        kept = known if known and known.id == message.id else None
        catalogue.add(
            message.id,
            kept.string if kept and any(kept.string) else _first_text(code, message.id),
            message.locations,
            flags={"fuzzy"} & kept.flags if kept else (),
            auto_comments=message.auto_comments,
            user_comments=kept.user_comments if kept else (),
            context=message.context,
        )
    return catalogue


def is_complete(message, catalogue):
    """Whether a message is translated in every plural form of its catalogue's language."""
    texts = message.string if message.pluralizable else [message.string]
    expected = catalogue.num_plurals if message.pluralizable else 1
    return not message.fuzzy and len(texts) == expected and all(texts)


def written(code, catalogue):
    """The catalogue as the bytes of a file: the same each time, with neither dates nor lines."""
    file = io.BytesIO()
    file.write(header(code))
    write_po(
        file,
        catalogue,
        width=LINE_LENGTH,
        omit_header=True,
        sort_output=True,
        include_lineno=False,
    )
    return file.getvalue().rstrip() + b"\n"


def save(path, content):
    """Write a file at once: nobody reads half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_name(f"{path.name}.{os.getpid()}")
    scratch.write_bytes(content)
    scratch.replace(path)


def _first_text(code, message_id):
    return message_id if code.split("-")[0] == "en" else ""


# --- Compiled ----------------------------------------------------------------------------


def uncompiled():
    """The catalogues that are newer than what was compiled of them."""
    return [
        path
        for path in sorted(Path(settings.LOCALE_PATHS[0]).glob("*/LC_MESSAGES/*.po"))
        if not _is_newer(path.with_suffix(".mo"), path)
    ]


def compiled(catalogue):
    """The catalogue in the form that gettext reads, without what is fuzzy or half translated."""
    for message in list(catalogue):
        if message.id and not is_complete(message, catalogue):
            catalogue.delete(message.id, message.context)
    file = io.BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def _is_newer(path, other):
    return path.exists() and path.stat().st_mtime_ns > other.stat().st_mtime_ns
