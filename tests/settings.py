"""The settings tests run with: a data folder of their own, one database, never the place's.

PARVIS_TEST_DATABASE=sqlite (default: a real file, with the pragmas of a real place) or postgres
(the cluster of PARVIS_TEST_POSTGRES, or a throw-away one started here).
"""

import atexit
import os
import shutil

from tests import postgres

DATABASE_KIND = os.environ.get("PARVIS_TEST_DATABASE", "sqlite")
IS_LONG = (
    os.environ.get("PARVIS_TEST_LONG") == "1"
)  # `bin/test --long`: whole spaces instead of seeded samples

_folder = postgres.throw_away_folder("tests")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
_KEPT = {"PARVIS_SHARED_DATA"}  # where real lists lie, for the tests that read them
for _name in [name for name in os.environ if name.startswith("PARVIS_") and "TEST" not in name]:
    if _name in _KEPT:
        continue
    del os.environ[_name]  # a developer's own place must never be touched by its tests
os.environ["PARVIS_DATA"] = str(_folder)
os.environ["AIOSMTPD_CONTROLLER_TIMEOUT"] = "60"  # seconds a mail server of the tests may take to start
if DATABASE_KIND == "postgres":
    os.environ["PARVIS_DATABASE"] = os.environ.get("PARVIS_TEST_POSTGRES") or postgres.until_exit()

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES, STORAGES  # noqa: E402

# Pages name styles and scripts as they lie in the tree; giving them hashed names is `parvis serve`'s work.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

if DATABASE_KIND == "sqlite":
    DATABASES["default"]["TEST"] = {"NAME": str(_folder / "tests.sqlite3")}
