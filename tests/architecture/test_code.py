"""Rules of the house that a reader of the tree can check."""

import ast
import re

from django.apps import apps
from django.conf import settings

from tests.architecture.tree import (
    PARVIS,
    ROOT,
    files,
    functions,
    name_of,
    parsed,
    product_files,
    python_files,
)

VAGUE_NAMES = {"services", "utils", "helpers", "common", "managers", "core"}
WRITES = {
    "save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create",
    "aadd", "acreate", "asave", "adelete",
}  # fmt: skip


def _imports(node: ast.AST) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom)


def test_no_file_has_a_vague_name():
    assert not [name_of(path) for path in product_files() if path.stem in VAGUE_NAMES]


def test_views_and_forms_do_not_write():
    """Writing belongs to acts; a queryset's own delete or a form's own save is a write too."""
    wrong = []
    for path in python_files():
        if not ({"views", "forms"} & {part.removesuffix(".py") for part in path.parts}):
            continue
        for node in ast.walk(parsed(path)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in WRITES
            ):
                owner = ast.unparse(node.func.value)
                if (
                    "objects" in owner
                    or owner.endswith(("set", "form"))
                    or node.func.attr in {"save", "bulk_create"}
                ):
                    wrong.append(f"{name_of(path)}:{node.lineno} {ast.unparse(node.func)}")
    assert not wrong


def test_templates_read_and_never_query():
    wrong = [
        f"{name_of(path)}: {found.group()}"
        for path in files(".html")
        if (found := re.search(r"\.(filter|exclude|save|delete|create)\(", path.read_text()))
    ]
    assert not wrong


def test_imports_stand_at_the_top():
    """Only `ready()` may import late: elsewhere a late import hides a knot."""
    wrong = [
        f"{name_of(path)}:{inner.lineno}"
        for path in python_files()
        for function in functions(path)
        if function.name != "ready"
        for inner in ast.walk(function)
        if _imports(inner)
    ]
    assert not wrong


def test_no_signal_crosses_areas():
    wrong = [
        name_of(path)
        for path in python_files()
        if re.search(r"django\.db\.models\.signals|django\.dispatch", path.read_text())
    ]
    assert not wrong


def test_only_the_environment_module_reads_the_environment():
    wrong = [
        name_of(path)
        for path in product_files()
        if path.name != "environment.py"
        and re.search(r"os\.environ\b(?!\.setdefault)|os\.getenv", path.read_text())
    ]
    assert not wrong


def test_no_raw_colour_outside_the_tokens():
    wrong = [
        f"{name_of(path)}: {found.group()}"
        for path in files(".css")
        if not path.name.endswith("tokens.css")
        and (found := re.search(r"#[0-9a-fA-F]{3,8}\b(?![^{]*\{)", path.read_text()))
    ]
    assert not wrong


MAILS = {("courier", "letter.html"), ("newsletters", "mail.html")}


def test_no_inline_script_or_style_in_pages():
    wrong = [
        name_of(path)
        for path in files(".html")
        if path.parts[-2:] not in MAILS  # an e-mail has no style sheet to go to
        # Data for search engines is no script: nothing runs it.
        and re.search(
            r"<script(?![^>]*(\bsrc=|\btype=\"application/ld\+json\"))|<style|\sstyle=|\son[a-z]+=",
            path.read_text(),
        )
    ]
    assert not wrong


def test_every_model_is_in_the_glossary():
    glossary = (ROOT / "docs" / "glossary.md").read_text()
    missing = [
        model.__name__
        for area in settings.AREAS
        for model in apps.get_app_config(area).get_models()
        if f"`{model.__name__}`" not in glossary
    ]
    assert not missing


def test_no_column_rates_ranks_or_watches_a_person():
    forbidden = re.compile(
        r"score|rating|rank|karma|points|stars|no_?show|last_(seen|visit|login)|views|opens|clicks|streak"
    )
    wrong = [
        f"{model.__name__}.{field.name}"
        for area in settings.AREAS
        for model in apps.get_app_config(area).get_models()
        for field in model._meta.get_fields()
        if forbidden.search(field.name) and not field.is_relation and field.name != "opens"
    ]
    assert not wrong


def test_moments_end_in_at_and_days_in_on():
    wrong = []
    for area in settings.AREAS:
        for model in apps.get_app_config(area).get_models():
            for field in model._meta.get_fields():
                kind = field.get_internal_type() if hasattr(field, "get_internal_type") else ""
                if (kind == "DateTimeField" and not re.search(r"_at$|^at$", field.name)) or (
                    kind == "DateField" and not field.name.endswith("_on")
                ):
                    wrong.append(f"{model.__name__}.{field.name}")
    assert not wrong


def test_we_say_meeting_and_never_event():
    pattern = re.compile(r"\b(class|def) \w*[Ee]vent(?!_stream)\w*")
    assert not [name_of(path) for path in python_files(PARVIS) if pattern.search(path.read_text())]
