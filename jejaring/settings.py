"""Settings, read from the environment and an optional .env file; safe unless told otherwise."""

import secrets
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from jejaring.checks import journal_mode

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

DATA_DIR = Path(env("JEJARING_DATA", default="") or BASE_DIR / "var")  # empty is not given
DATA_DIR.mkdir(parents=True, exist_ok=True)

# A try-out on one's own computer, as `python3 -m jejaring` starts it: plain http, sample sign-ins.
LOCAL = env.bool("JEJARING_LOCAL", default=False)
DEBUG = env.bool("JEJARING_DEBUG", default=False)


def secret_key():
    """The key from the environment, or one made once and kept beside the data."""
    if given := env("JEJARING_SECRET_KEY", default=""):
        return given
    path = DATA_DIR / "secret_key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text()


SECRET_KEY = secret_key()
ALLOWED_HOSTS = env.list(
    "JEJARING_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if LOCAL else []
)
CSRF_TRUSTED_ORIGINS = env.list("JEJARING_TRUSTED_ORIGINS", default=[])

# A facilitator may open a village that nobody looks after yet, without asking first.
# Otherwise the wish goes to whoever manages people there.
SELF_ASSIGN_VILLAGES = env.bool("JEJARING_SELF_ASSIGN_VILLAGES", default=LOCAL)

INSTALLED_APPS = [
    "jejaring",
    "villages",
    "stakeholders",
    "cooperation",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "jejaring.sessions.IdleSessionMiddleware",
    "jejaring.language.ChosenLanguageMiddleware",
    "jejaring.refusals.UnreadableRequestMiddleware",
    "jejaring.refusals.TooLargeMiddleware",
    "jejaring.refusals.WrongMethodMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "jejaring.access.AccessMarkMiddleware",
    "jejaring.access.PersonalPageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "jejaring.urls"
WSGI_APPLICATION = "jejaring.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- Data -------------------------------------------------------------------------------------

DATABASES = {
    "default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'db.sqlite3'}"),
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Measured: no write refused under 32 clients, nothing acknowledged is lost.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            f"PRAGMA journal_mode={journal_mode()}; PRAGMA synchronous=FULL; "
            "PRAGMA secure_delete=ON; PRAGMA mmap_size=0; PRAGMA cache_size=-32000;"
        ),
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# PgBouncer in between gives each transaction another connection: nothing may outlive one.
POOLED = env.bool("JEJARING_POOLED", default=False)
# A streaming copy for pages that only read: see jejaring/replica.py.
if REPLICA_URL := env("JEJARING_REPLICA_URL", default=""):
    DATABASES["replica"] = env.db_url_config(REPLICA_URL) | {
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"MIRROR": "default"},
    }
    # A copy that is gone is noticed within seconds: the primary answers meanwhile.
    DATABASES["replica"].setdefault("OPTIONS", {}).update(
        {"connect_timeout": 2, "tcp_user_timeout": 3000}
        | {"keepalives_idle": 2, "keepalives_interval": 1, "keepalives_count": 3}
        | ({} if POOLED else {"options": "-c statement_timeout=10000"})
    )
    DATABASE_ROUTERS = ["jejaring.replica.ReplicaRouter"]
    MIDDLEWARE.insert(0, "jejaring.replica.OwnWritesMiddleware")

if POOLED:
    for database in DATABASES.values():
        database["DISABLE_SERVER_SIDE_CURSORS"] = True

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # Of each process alone. A page has four or five, of which charts are large: 30 MB at most.
    "drawn": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "drawn",
        "TIMEOUT": 600,
        "OPTIONS": {"MAX_ENTRIES": 300},
    },
}

# --- People -----------------------------------------------------------------------------------

AUTH_USER_MODEL = "jejaring.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name", "email")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "jejaring.accounts.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "jejaring.accounts.SignInForm",
    "change_password": "jejaring.accounts.ChangePasswordForm",
    "reset_password": "jejaring.accounts.ResetPasswordForm",
    "reset_password_from_key": "jejaring.accounts.NewPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_PREVENT_ENUMERATION = True
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("JEJARING_PROXIES", default=0)

SESSION_COOKIE_AGE = 14 * 24 * 3600
EMAIL_BACKEND = env(
    "JEJARING_EMAIL_BACKEND", default="django.core.mail.backends.console.EmailBackend"
)
# Where the app is found, for addresses in letters that no request leads to.
# A try-out on one's own computer says where it listens.
SITE_ADDRESS = env(
    "JEJARING_SITE", default=env("JEJARING_ADDRESS", default="http://localhost:8000")
)
DEFAULT_FROM_EMAIL = env("JEJARING_EMAIL_FROM", default="jejaring@localhost")

# --- Words ------------------------------------------------------------------------------------

LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Bahasa Indonesia")), ("en", _("Inggris"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["jejaring.formats"]
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False
TIME_ZONE = env("JEJARING_TIME_ZONE", default="Asia/Jakarta")
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- Files ------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Issued papers and templates of kabupaten, under names of ours; nothing here is ever served.
DOCUMENT_DIR = DATA_DIR / "documents"
SCAN_DIR = DATA_DIR / "attachments"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
# An imported file of 20 MB and the form round it; the proxy in front should allow as much.
LARGEST_BODY = 21 * 1024 * 1024

# --- Doors ------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "connect-src": [SELF],
        "font-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Strict"
if not LOCAL:
    SESSION_COOKIE_NAME = "__Host-jejaring"
    CSRF_COOKIE_NAME = "__Host-csrf"
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = env.bool("JEJARING_SSL_REDIRECT", default=True)
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    if env.bool("JEJARING_BEHIND_PROXY", default=False):
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"jejaring": {"level": "INFO"}},
}
