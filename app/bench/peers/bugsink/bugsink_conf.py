"""Bugsink as its template for one server has it, with throttles and retention out of the way and nobody called."""
import os

from bugsink.conf_utils import parse_database_url
from bugsink.settings.default import *  # noqa
from bugsink.settings.default import DATABASES

HOME = os.environ["BENCH_HOME"]
SECRET_KEY = "only for a benchmark on the loopback address, and gone with its directory"
TIME_ZONE = "UTC"

if "BENCH_DATABASE" in os.environ:
    DATABASES["default"] = parse_database_url(os.environ["BENCH_DATABASE"])
else:
    DATABASES["default"]["NAME"] = f"{HOME}/events.sqlite3"
DATABASES["snappea"]["NAME"] = f"{HOME}/tasks.sqlite3"

SNAPPEA = {
    "TASK_ALWAYS_EAGER": False,
    "NUM_WORKERS": 4,
    "PID_FILE": None,
    "WAKEUP_CALLS_DIR": f"{HOME}/wakeup",
}
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

MANY = 1_000_000_000
BUGSINK = {
    "BASE_URL": f"http://127.0.0.1:{os.environ['BENCH_PORT']}",
    "PHONEHOME": False,
    "INGEST_STORE_BASE_DIR": f"{HOME}/ingestion",
    "MAX_EVENTS_PER_5_MINUTES": MANY,
    "MAX_EVENTS_PER_HOUR": MANY,
    "MAX_EVENTS_PER_MONTH": MANY,
    "MAX_EVENTS_PER_PROJECT_PER_5_MINUTES": MANY,
    "MAX_EVENTS_PER_PROJECT_PER_HOUR": MANY,
    "MAX_EVENTS_PER_PROJECT_PER_MONTH": MANY,
}
