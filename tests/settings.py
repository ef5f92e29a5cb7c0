"""The settings of the site, as the tests run them: fast, and apart from any data of yours.

TEST_DATABASE_URL names the PostgreSQL server to use; without it the tests use SQLite.
"""

import os
import tempfile

SCRATCH = tempfile.TemporaryDirectory(prefix="newsroom-test-")  # gone when the process ends
STRAY_VARIABLES = ["EMAIL_URL", "LANGUAGES", "REDIS_URL", "SECOND_FACTOR_REQUIRED"]
STRAY_VARIABLES += ["SECRET_KEY_FALLBACKS", "TIME_ZONE", "TRUSTED_PROXIES", "WORKER"]

for name in STRAY_VARIABLES:
    os.environ.pop(name, None)
os.environ |= {
    "ALLOWED_HOSTS": "testserver",
    "DATABASE_URL": os.environ.get("TEST_DATABASE_URL") or f"sqlite:///{SCRATCH.name}/db.sqlite3",
    "DEBUG": "False",
    "MEDIA_ROOT": f"{SCRATCH.name}/media",
    "ORIGINALS_ROOT": f"{SCRATCH.name}/originals",
    "SECRET_KEY": "only-for-tests",
    "SITE_URL": "http://testserver",
}

from newsroom.settings import *  # noqa: E402, F403
from newsroom.settings import DATABASES, STORAGES  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: threads of a test must meet each other as real connections do.
    DATABASES["default"]["TEST"] = {"NAME": f"{SCRATCH.name}/test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the real one is slow
STORAGES["staticfiles"] = {  # needs no collectstatic
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
WORKER = True  # no request adds up views by itself, when the clock says so
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
