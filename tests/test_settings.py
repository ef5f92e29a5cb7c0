"""What the environment may say, and what a deployment with sane variables looks like."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from newsroom import environment

pytestmark = pytest.mark.thorough

PRODUCTION = {
    "SECRET_KEY": "rA7w-0o1pXyk9Tz3_VnQdS5mE8hLbCu2GfJ6iRxWqPaKtYvN4sZl",
    "SITE_URL": "https://news.example",
    "DATABASE_URL": "sqlite:////dev/null/newsroom.sqlite3",
}


def settle(*command, **variables):
    """Run Python with no variables of ours but these."""
    return subprocess.run(
        [sys.executable, *command],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"]} | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def show(expression, **variables):
    code = f"from newsroom import settings; print({expression})"
    return settle("-c", code, **variables)


def test_deployment_check_finds_nothing():
    run = settle("manage.py", "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)

    assert run.returncode == 0, run.stderr
    assert "no issues" in run.stdout


def test_secure_site_has_secure_cookies_and_one_host():
    run = show(
        "settings.DEBUG, settings.ALLOWED_HOSTS, settings.SESSION_COOKIE_SECURE,"
        " settings.CSRF_COOKIE_SECURE, settings.SECURE_SSL_REDIRECT,"
        " settings.SECURE_PROXY_SSL_HEADER",
        **PRODUCTION,
    )

    assert run.stdout.strip() == "False ['news.example'] True True True None"


def test_newcomer_needs_debug_alone():
    run = show("settings.SITE_URL, settings.ALLOWED_HOSTS[0]", DEBUG="True")

    assert run.stdout.strip() == "http://127.0.0.1:8000 127.0.0.1"


@pytest.mark.parametrize("name", ["SECRET_KEY", "SITE_URL"])
def test_production_needs_its_variables(name):
    run = show("", **{key: value for key, value in PRODUCTION.items() if key != name})

    assert run.returncode != 0
    assert f"ImproperlyConfigured: {name} must be set." in run.stderr


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("DATABASE_URL", "mysql://localhost/newsroom", "must name PostgreSQL or SQLite"),
        ("DATABASE_URL", "nonsense", "DATABASE_URL"),
        ("DEBUG", "yes", "DEBUG must be True or False, not 'yes'"),
        ("EMAIL_URL", "pigeon://roof", "EMAIL_URL must be an address"),
        ("LANGUAGES", "en,xx", "LANGUAGES must list distinct language codes"),
        ("SECOND_FACTOR_REQUIRED", "yes", "SECOND_FACTOR_REQUIRED must be True or False"),
        ("SITE_URL", "news.example", "SITE_URL must be an address"),
        ("TIME_ZONE", "Mars/Olympus", "TIME_ZONE must be an IANA time zone"),
        ("TRUSTED_PROXIES", "-1", "TRUSTED_PROXIES must be a whole number of at least 0"),
    ],
)
def test_nonsense_stops_the_start(name, value, words):
    run = show("", **(PRODUCTION | {name: value}))

    assert run.returncode != 0
    assert words in run.stderr.strip().splitlines()[-1]


@pytest.fixture
def variable(monkeypatch):
    """Sets the variable THIS."""
    return lambda value: monkeypatch.setenv("THIS", value)


@pytest.mark.parametrize(
    ("reading", "value", "result"),
    [
        (lambda: environment.text("THIS"), "words", "words"),
        (lambda: environment.text("THIS", "default"), "", "default"),
        (lambda: environment.flag("THIS", True), "", True),
        (lambda: environment.flag("THIS", True), "False", False),
        (lambda: environment.number("THIS", 3), "", 3),
        (lambda: environment.number("THIS", 3), "0", 0),
        (lambda: environment.words("THIS", ["a"]), " b , ,c", ["b", "c"]),
        (lambda: environment.words("THIS", ["a"]), "", ["a"]),
        (lambda: environment.origin("THIS"), "https://news.example/", "https://news.example"),
        (lambda: environment.origin("THIS"), "http://[::1]:8000", "http://[::1]:8000"),
        (
            lambda: environment.languages("THIS", ["en"]),
            "ar,fr",
            [("ar", "العربيّة"), ("fr", "français")],
        ),
        (lambda: environment.time_zone("THIS", "UTC"), "Asia/Tokyo", "Asia/Tokyo"),
    ],
)
def test_variable_is_read(variable, reading, value, result):
    variable(value)

    assert reading() == result


@pytest.mark.parametrize(
    ("reading", "values"),
    [
        (lambda: environment.text("THIS"), [""]),
        (lambda: environment.flag("THIS", True), ["true", "1", "on", " True"]),
        (lambda: environment.number("THIS", 3), ["three", "1.5", "٣", " 1"]),
        (lambda: environment.number("THIS", 3, least=1), ["0"]),
        (
            lambda: environment.origin("THIS"),
            [
                "news.example",
                "ftp://news.example",
                "https://",
                "https://news.example/path",
                "https://news.example?query",
                "https://user:secret@news.example",
                "https://news.example:port",
                "https://[::1",
                "https://news.example\n",
                "https://news example",
            ],
        ),
        (lambda: environment.languages("THIS", ["en"]), ["en,en", "EN", "klingon", ","]),
        (lambda: environment.time_zone("THIS", "UTC"), ["CEST", "../../etc/passwd", "Europe"]),
    ],
)
def test_nonsense_is_refused_by_name(variable, reading, values):
    for value in values:
        variable(value)
        with pytest.raises(ImproperlyConfigured, match="THIS"):
            reading()
