"""The steps of README's "Adding a language", taken on a copy of the project with its demo."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LEFT_BEHIND = shutil.ignore_patterns(".*", "var", "tests", "__pycache__")
PAGES = """
import json, sys
import django, time_machine
django.setup()
from django.test import Client
from articles.models import Publication
from articles.addresses import article_path, with_section_slug
from datetime import datetime, UTC

moment = datetime.fromtimestamp(int(sys.argv[1]), UTC)
with time_machine.travel(moment, tick=False):
    paths = ["/fr/", "/ar/", "/zh-hans/", "/en/world/", "/fr/authors/nadia-karim/", "/fr/none/"]
    for p in with_section_slug(Publication.objects.live("ru", moment)):
        paths.append(article_path("ru", p.section_slug, p.slug, p.article_id))
    client = Client()
    pages = {}
    for path in paths:
        response = client.get(path)
        pages[path] = [response.status_code, response.content.decode()]
    print(json.dumps(pages))
"""
STATUS = """
import sys, django
django.setup()
from django.test import Client
print(Client().get(sys.argv[1]).status_code)
"""
OPEN = """
import django
django.setup()
from website.models import SiteSettings
site = SiteSettings.objects.get(pk=1)
site.open_languages += ",de"
site.brand_de = "Ekhbary"
site.save()
"""


class Copy:
    """A copy of the project in a folder of its own, with its own database."""

    def __init__(self, folder):
        self.folder = shutil.copytree(ROOT, folder, ignore=LEFT_BEHIND)
        self.languages = "en,fr,ar,ru,es,zh-hans"

    def run(self, *arguments):
        environ = {
            **os.environ,
            "ALLOWED_HOSTS": "testserver",
            "DEBUG": "True",
            "DATABASE_URL": f"sqlite:///{self.folder}/db.sqlite3",
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
            "LANGUAGES": self.languages,
            "MEDIA_ROOT": str(self.folder / "media"),
            "ORIGINALS_ROOT": str(self.folder / "originals"),
            "PYTHONPATH": str(self.folder),
        }
        result = subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            env=environ,
            text=True,
            capture_output=True,
        )
        assert result.returncode == 0, result.stderr
        return result.stdout

    def manage(self, *arguments):
        return self.run("manage.py", *arguments)

    def pages_at(self, moment):
        """Status and text of a page of each kind, by path, at a Unix time."""
        return json.loads(self.run("-c", PAGES, str(moment)))

    def status(self, path):
        return int(self.run("-c", STATUS, path))


@pytest.mark.slow
@pytest.mark.sqlite_only
def test_german_is_added_to_a_newsroom_at_work_and_starts_closed(tmp_path):
    copy = Copy(tmp_path / "copy")
    copy.manage("compilecatalogues")
    copy.manage("migrate")
    copy.manage("demo")
    moment = int((copy.folder / "db.sqlite3").stat().st_mtime) + 60
    before = copy.pages_at(moment)
    statuses = {path: status for path, (status, _text) in before.items()}
    assert statuses.pop("/fr/none/") == 404
    assert set(statuses.values()) == {200} and len(statuses) > 8

    copy.languages += ",de"
    copy.manage("makemigrations")
    copy.manage("migrate")
    copy.manage("makecatalogues")
    copy.manage("compilecatalogues")

    assert copy.pages_at(moment) == before
    assert copy.status("/de/") == 404
    copy.run("-c", OPEN)
    assert copy.status("/de/") == 200
    assert copy.pages_at(moment) != before  # the switch now offers German
