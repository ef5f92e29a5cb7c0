"""Typed readings of environment variables that refuse nonsense at start-up."""

import os
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured

REQUIRED = object()


def text(name, default=REQUIRED):
    """The variable as written; ImproperlyConfigured where it is needed and unset or empty."""
    value = os.environ.get(name) or default
    if value is REQUIRED:
        raise ImproperlyConfigured(f"{name} must be set.")
    return value


def flag(name, default):
    value = os.environ.get(name) or str(default)
    if value not in {"True", "False"}:
        raise ImproperlyConfigured(f"{name} must be True or False, not {value!r}.")
    return value == "True"


def number(name, default, *, least=0):
    value = os.environ.get(name) or str(default)
    if not value.isascii() or not value.isdigit() or int(value) < least:
        raise ImproperlyConfigured(
            f"{name} must be a whole number of at least {least}, not {value!r}."
        )
    return int(value)


def words(name, default):
    """A comma-separated list; spaces around an item and empty items are dropped."""
    value = os.environ.get(name)
    if not value:
        return list(default)
    return [word.strip() for word in value.split(",") if word.strip()]


def origin(name, default=REQUIRED):
    """An http(s) address without path or trailing slash, such as https://example.org."""
    value = text(name, default).rstrip("/")
    try:
        parts = urlsplit(value)
        port_is_sane = parts.port != 0
    except ValueError:
        parts, port_is_sane = urlsplit(""), False
    bare = parts.scheme in {"http", "https"} and parts.hostname and port_is_sane
    bare = bare and len(value.split()) == 1 and value == value.strip()
    if not bare or parts.path or parts.query or parts.fragment or parts.username:
        raise ImproperlyConfigured(
            f"{name} must be an address such as https://example.org, not {value!r}."
        )
    return value


def languages(name, default):
    """Codes that Django knows, paired with each language's own name, in the order given."""
    codes = words(name, default)
    unknown = [code for code in codes if "name_local" not in LANG_INFO.get(code, {})]
    if unknown or len(set(codes)) != len(codes) or not codes:
        raise ImproperlyConfigured(
            f"{name} must list distinct language codes that Django knows, not {','.join(codes)!r}."
        )
    return [(code, LANG_INFO[code]["name_local"]) for code in codes]


def time_zone(name, default):
    value = text(name, default)
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise ImproperlyConfigured(
            f"{name} must be an IANA time zone such as Europe/Paris, not {value!r}."
        ) from None
    return value
