"""What every test stands on: a data folder of its own."""

import os
import tempfile

os.environ.setdefault("PARVIS_DATA", tempfile.mkdtemp(prefix="parvis-tests-"))
