"""Django's settings, one file. What changes from place to place is in environment.py."""

from pathlib import Path
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from config import databases, environment

BASE_DIR = Path(__file__).resolve().parent.parent
DATA: Path = environment.read("PARVIS_DATA")
DATA.mkdir(parents=True, exist_ok=True, mode=0o700)
DEBUG: bool = environment.read("PARVIS_DEBUG")
SECRET_KEY = environment.secret_key(DATA)
PUBLIC_ADDRESS: str = (
    environment.read("PARVIS_ADDRESS").rstrip("/") or f"http://localhost:{environment.read('PARVIS_PORT')}"
)
CALLS_WARN_HOURS: float = environment.read("PARVIS_CALLS_WARN_HOURS")
SECURITY_CONTACT: str = environment.read("PARVIS_SECURITY_CONTACT")
TRUSTED_PROXIES: list[str] = environment.read("PARVIS_TRUSTED_PROXIES")

_public = urlsplit(PUBLIC_ADDRESS)
IS_HTTPS = _public.scheme == "https"
ALLOWED_HOSTS = sorted({_public.hostname or "localhost", "localhost", "127.0.0.1", "[::1]"})
CSRF_TRUSTED_ORIGINS = [PUBLIC_ADDRESS]

# From the top of the stairs to the bottom: an area may import only what stands below it.
STAIRS = [
    ["portal", "desk", "console"],
    ["federation", "newsletters"],
    ["tables", "covisits", "rides"],
    ["meetings", "ideas", "aid"],
    ["wiki", "conversations"],
    ["members"],
    ["community"],
    ["courier", "chronicle"],
    ["kit"],
]
AREAS = [area for stair in STAIRS for area in stair]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    *[f"parvis.{area}" for area in AREAS],
]
MIDDLEWARE = [
    "parvis.kit.front.middleware.ReferenceMiddleware",
    "parvis.kit.middleware.PulseMiddleware",
    "parvis.kit.front.middleware.CompressionMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "parvis.kit.middleware.KeepingMiddleware",
    "parvis.kit.middleware.PolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "parvis.kit.middleware.DisplayMiddleware",
    "parvis.kit.middleware.NoticeMiddleware",
    "parvis.community.middleware.TimeZoneMiddleware",
    "parvis.kit.front.middleware.SizeMiddleware",
    "parvis.kit.middleware.ZeroMiddleware",
    "parvis.kit.middleware.RefusalMiddleware",
    "parvis.community.middleware.SwitchMiddleware",
    "parvis.covisits.middleware.BesideMiddleware",
    "parvis.kit.middleware.DoorMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DATABASES = {"default": databases.from_url(environment.read("PARVIS_DATABASE"), DATA)}
# Written all the time and shown on no remembered page: their changes leave kit.freshness alone.
UNSEEN_TABLES = {
    "django_session",
    "courier_dispatch",
    "courier_edition",
    "courier_setback",
    "conversations_message",
    "conversations_thread",
    "conversations_handover",
    "conversations_report",
    "aid_exchange",
    "aid_agreement",
    "aid_settlement",
    "aid_exchangeend",
    "conversations_introduction",
    "conversations_introduced",
    "courier_textline",
    "courier_textquestion",
    "covisits_covisit",
    "covisits_visitor",
    "covisits_heart",
    "covisits_choice",
    "covisits_choiceanswer",
    "covisits_leaning",
    "chronicle_cursor",
    "members_signincode",
    "members_journalentry",
    "members_commonentry",
    "kit_schedule",
    "rides_car",
    "rides_ride",
    "rides_ridewish",
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "parvis" / area / "templates" for area in AREAS],
        "OPTIONS": {"environment": "parvis.kit.jinja.environment", "auto_reload": DEBUG},
    }
]

FORM_RENDERER = "django.forms.renderers.Jinja2"

AUTH_USER_MODEL = "members.Member"
AUTHENTICATION_BACKENDS = ["parvis.members.signing_in.SignInBackend"]
LOGIN_URL = "members:sign_in"
SESSION_ENGINE = "parvis.kit.sessions"
# Over https, browsers keep a « __Host- » cookie from other hosts and from plain http.
_HOST_ONLY = "__Host-" if IS_HTTPS else ""
SESSION_COOKIE_NAME = f"{_HOST_ONLY}parvis"
CSRF_COOKIE_NAME = f"{_HOST_ONLY}csrftoken"
SESSION_COOKIE_AGE = 180 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "parvis.kit.errors.stale_form"

LANGUAGE_CODE = "fr"
IS_DEMO = False  # `parvis demo` alone says otherwise; no setting of the environment does
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "langue"
# In a checkout beside the code; in an installed wheel inside the package (see bin/packing.py).
LOCALE_PATHS = [path for path in (BASE_DIR / "config" / "locale", BASE_DIR / "locale") if path.is_dir()][:1]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Paris"

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [
    (area, path) for area in AREAS if (path := BASE_DIR / "parvis" / area / "static" / area).is_dir()
]
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
STORAGES = {
    "default": {
        "BACKEND": "parvis.kit.storage.DurableStorage",
        "OPTIONS": {"location": DATA / "media"},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "parvis.kit.storage.NamedByContent"
    },
}
LARGEST_BODY = 25 * 1024 * 1024  # of a request, refused before Django reads any of it
LONGEST_ADDRESS = 8 * 1024  # path and query, as they came
LARGEST_COOKIES = 16 * 1024
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_HTTPS else 0

MAIL_URL: str = environment.read("PARVIS_MAIL")
MAIL_FROM: str = environment.read("PARVIS_MAIL_FROM") or f"parvis@{_public.hostname}"
MAIL_BOX: str = environment.read("PARVIS_MAIL_BOX")
MAIL_BOX_PASSWORD: str = environment.read("PARVIS_MAIL_BOX_PASSWORD")
MAIL_INCOMING: str = environment.read("PARVIS_MAIL_INCOMING")
MAIL_REPLIES: str = environment.read("PARVIS_MAIL_REPLIES")
MAIL_PACE: int = environment.read("PARVIS_MAIL_PACE")
MAIL_CONNECTIONS: int = environment.read("PARVIS_MAIL_CONNECTIONS")
DKIM: str = environment.read("PARVIS_DKIM")
SMS_URL: str = environment.read("PARVIS_SMS")
SMS_SHAPE: str = environment.read("PARVIS_SMS_SHAPE")
SMS_TOKEN: str = environment.read("PARVIS_SMS_TOKEN")
SMS_HEADER: str = environment.read("PARVIS_SMS_HEADER")
SMS_FROM: str = environment.read("PARVIS_SMS_FROM")
SMS_INCOMING: str = environment.read("PARVIS_SMS_INCOMING")
MAIL_AUTHSERV_ID: str = environment.read("PARVIS_MAIL_AUTHSERV_ID")
REDIS_URL: str = environment.read("PARVIS_REDIS")
# Nothing of Parvis uses Django's cache: what is remembered stands on kit.freshness, limits on kit.limiting.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
BACKUP_FOLDER: Path = Path(environment.read("PARVIS_BACKUP_FOLDER") or DATA / "sauvegardes").expanduser()
METRICS_TOKEN: str = environment.read("PARVIS_METRICS_TOKEN")
OUTSIDE_ALLOW: list[str] = environment.read("PARVIS_OUTSIDE_ALLOW")
ACCESS_LOG: bool = environment.read("PARVIS_ACCESS_LOG")
BACKUP_KEEP: str = environment.read("PARVIS_BACKUP_KEEP")
BACKUP_KEY: str = environment.read("PARVIS_BACKUP_KEY")
BACKUP_PASSPHRASE: str = environment.read("PARVIS_BACKUP_PASSPHRASE")
BACKUP_IDENTITY: str = environment.read("PARVIS_BACKUP_IDENTITY")
