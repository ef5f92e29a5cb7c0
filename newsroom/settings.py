"""Settings of the newsroom, read from the environment.

The defaults start a newcomer's site on SQLite; production sets variables, and a missing or
nonsensical one stops the start. README.md has the table of them all.
"""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse_lazy

from newsroom import environment as env

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"  # whatever a run writes

# --- The instance ------------------------------------------------------------------------

DEBUG = env.flag("DEBUG", False)
SECRET_KEY = env.text("SECRET_KEY", "only-for-debug-on-this-machine" if DEBUG else env.REQUIRED)
# Former keys, while one is replaced: sessions, links and second factors made under them hold.
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS", [])
SITE_URL = env.origin("SITE_URL", "http://127.0.0.1:8000" if DEBUG else env.REQUIRED)
SITE_IS_SECURE = SITE_URL.startswith("https://")
ALLOWED_HOSTS = env.words(
    "ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"] if DEBUG else [urlsplit(SITE_URL).hostname]
)
# How many reverse proxies of ours stand before the application: that many addresses at the
# end of X-Forwarded-For are true, and X-Forwarded-Proto is believed.
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", 0)

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "modeltranslation",  # before admin, which it teaches about translated fields
    "languages",
    "accounts",
    "authors",
    "images",
    "articles",
    "audience",
    "website",
    "desk.apps.DeskConfig",
    "desk.apps.AdminConfig",
    "django.forms",  # its widgets' templates, for FORM_RENDERER
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_prose_editor",
    "django_tasks",
    "django_tasks_db",
    "js_asset",
    "rules.apps.AutodiscoverRulesConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "newsroom.headers.permissions_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "accounts.middleware.AuthenticationMiddleware",
    "website.middleware.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # finds the widgets in templates/

# --- Data --------------------------------------------------------------------------------

try:
    DATABASE = environ.Env.db_url_config(
        env.text("DATABASE_URL", f"sqlite:///{VAR_DIR / 'db.sqlite3'}")
    )
except environ.ImproperlyConfigured as error:
    raise ImproperlyConfigured(f"DATABASE_URL: {error}") from error

match DATABASE.get("ENGINE"):
    case "django.db.backends.sqlite3":
        # WAL lets readers read while one writes; IMMEDIATE takes the write lock when a
        # transaction begins, or a read followed by a write fails with "database is locked".
        DATABASE.setdefault("OPTIONS", {}).update(
            transaction_mode="IMMEDIATE",
            timeout=20,
            init_command="PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        )
        VAR_DIR.mkdir(exist_ok=True)
    case "django.db.backends.postgresql":
        DATABASE.update(CONN_MAX_AGE=60, CONN_HEALTH_CHECKS=True)
        # A server that is cut off, and refuses nothing, holds nobody up for minutes. In seconds
        # but for the second, which is in milliseconds; each may be set in the address.
        DATABASE["OPTIONS"] = {
            "connect_timeout": 3,
            "tcp_user_timeout": 10_000,
            "keepalives_idle": 10,
            "keepalives_interval": 5,
            "keepalives_count": 3,
        } | DATABASE.get("OPTIONS", {})
    case _:
        raise ImproperlyConfigured("DATABASE_URL must name PostgreSQL or SQLite.")
DATABASES = {"default": DATABASE}

REDIS_URL = env.text("REDIS_URL", "")
CACHES = {
    "default": {
        "BACKEND": "newsroom.caches.ForgivingRedisCache",
        "LOCATION": REDIS_URL,
        # A server that does not answer holds nobody up.
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(env.text("MEDIA_ROOT", str(VAR_DIR / "media")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Uploaded pictures as they came: under no address of the site.
    "originals": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": env.text("ORIGINALS_ROOT", str(VAR_DIR / "originals")),
            "base_url": None,
        },
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # bytes of one form: a body and its five siblings

# --- Work beside the requests --------------------------------------------------------------

# Whether "manage.py worker" runs, makes the sizes of pictures and adds up views; else requests do,
# when they are answered.
WORKER = env.flag("WORKER", False)
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend"
        if WORKER
        else "django_tasks.backends.immediate.ImmediateBackend"
    }
}

# --- Languages and time ------------------------------------------------------------------

# The first one is the default. README.md tells how to add another.
LANGUAGES = env.languages("LANGUAGES", ["en", "fr", "ar", "ru", "es", "zh-hans"])
LANGUAGE_CODE = LANGUAGES[0][0]
MODELTRANSLATION_DEFAULT_LANGUAGE = LANGUAGE_CODE
MODELTRANSLATION_ENABLE_FALLBACKS = False
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
# The zone in which the newsroom plans and its pages are dated.
TIME_ZONE = env.time_zone("TIME_ZONE", "UTC")

# --- Who signs in ------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "accounts.backends.AccountBackend",
    "rules.permissions.ObjectPermissionBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "accounts.demo.DemoPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 60 * 60 * 2  # seconds, told in hours by the mail
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = reverse_lazy("admin:index")
LOGOUT_REDIRECT_URL = LOGIN_URL
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14

# First allauth slows an address, then axes locks a user name; both see the client's address.
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.forms.LoginForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordKeyForm",
    "reauthenticate": "accounts.forms.ConfirmByPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
ACCOUNT_SESSION_REMEMBER = True  # for SESSION_COOKIE_AGE, or until "sign out everywhere"
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "20/5m/ip",
    "reset_password": "10/m/ip,5/h/key",
}
# Who publishes (editors, chief editors, superusers) comes to the desk with a second factor alone.
SECOND_FACTOR_REQUIRED = env.flag("SECOND_FACTOR_REQUIRED", False)
MFA_ADAPTER = "accounts.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = urlsplit(SITE_URL).hostname
MFA_TOTP_TOLERANCE = 1  # one step of 30 seconds, for clocks that differ and people who type
# Chief editors make the accounts: there is no stranger to keep from somebody else's address.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "accounts.forms.CodeForm",
    "reauthenticate": "accounts.forms.ConfirmByCodeForm",
    "activate_totp": "accounts.forms.ActivateAppForm",
    "login_webauthn": "accounts.forms.PasskeyAloneForm",
    "authenticate_webauthn": "accounts.forms.PasskeyForm",
    "reauthenticate_webauthn": "accounts.forms.ConfirmByPasskeyForm",
    "add_webauthn": "accounts.forms.AddPasskeyForm",
    "edit_webauthn": "accounts.forms.RenamePasskeyForm",
}
# Wrong passwords and wrong codes count alike, in the database.
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
# Trying on does not keep a name locked, or anybody could lock out a colleague for good.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_DISABLE_ACCESS_LOG = True
AXES_SENSITIVE_PARAMETERS = ["username", "login", "ip_address", "csrfmiddlewaretoken"]
AXES_CLIENT_IP_CALLABLE = "accounts.clients.client_address"
AXES_LOCKOUT_CALLABLE = "accounts.views.locked_out"
# W006 wants locks by address: they would shut out a whole office behind one address, and
# a guesser who changes addresses walks past them. Slowing addresses is allauth's part.
SILENCED_SYSTEM_CHECKS = ["axes.W006"]

# --- Mail --------------------------------------------------------------------------------

try:
    EMAIL = environ.Env.email_url_config(
        env.text("EMAIL_URL", "consolemail://" if DEBUG else "smtp://localhost:25")
    )
except (environ.ImproperlyConfigured, KeyError, ValueError) as error:
    raise ImproperlyConfigured(
        "EMAIL_URL must be an address such as smtp+tls://user:password@mail.example.org:587."
    ) from error
vars().update(EMAIL)
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", f"newsroom@{urlsplit(SITE_URL).hostname}")

# --- Security ----------------------------------------------------------------------------

SECURE_SSL_REDIRECT = SITE_IS_SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if SITE_IS_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SITE_IS_SECURE
SECURE_HSTS_PRELOAD = SITE_IS_SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_SECURE = SITE_IS_SECURE
CSRF_COOKIE_SECURE = SITE_IS_SECURE
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],  # a nonce is made only where a page asks for one
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

# --- Running -----------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO" if DEBUG else "WARNING"},
    "loggers": {"axes": {"level": "WARNING"}},  # failures, but no greeting at every command
}
