"""Where photos and logos lie: Django's folder, written so that a row never names half a file.

And how static files are named: by their content, in what scripts import from one another too.
"""

from pathlib import Path
from typing import Any

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

from parvis.kit.durable import sync_folder, write_whole


class DurableStorage(FileSystemStorage):
    """A file is whole and on the disk before the row that names it is committed."""

    def _save(self, name: str, content: "File[Any]") -> str:
        path = Path(self.path(name))
        mode = self.directory_permissions_mode or 0o700
        made = [folder for folder in (path.parent, *path.parent.parents) if not folder.exists()]
        for folder in reversed(made):
            folder.mkdir(mode=mode, exist_ok=True)
            sync_folder(folder.parent)
        content.seek(0)
        while True:
            try:
                write_whole(path, content.chunks(), mode=self.file_permissions_mode or 0o600)
            except FileExistsError:
                name = self.get_available_name(name)
                path = Path(self.path(name))
                content.seek(0)
            else:
                return name.replace("\\", "/")


class NamedByContent(ManifestStaticFilesStorage):
    """A file at an address that changes with it, so that browsers may keep it for ever."""

    support_js_module_import_aggregation = True
