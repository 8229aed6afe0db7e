"""An import or a foreign key goes down the stairs, never up, never sideways."""

import re
import tomllib

import pytest
from django.apps import apps
from django.conf import settings

from tests.architecture.tree import PARVIS, ROOT

CONTRACT = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
STEPS = [re.findall(r"[a-z_]+", layer) for layer in CONTRACT["layers"]]
THINKING = {"mixing", "agreement"}  # plain Python on the lowest stair: no Django, so no app
HEIGHT = {area: -step for step, areas in enumerate(STEPS) for area in areas}


def test_settings_and_contract_draw_the_same_stairs():
    drawn = [[area for area in step if area in settings.AREAS] for step in STEPS]
    assert [sorted(step) for step in drawn if step] == [sorted(step) for step in settings.STAIRS]


def test_every_folder_is_an_area_of_the_stairs():
    folders = {path.name for path in PARVIS.iterdir() if path.is_dir() and (path / "__init__.py").exists()}
    assert folders - THINKING == set(settings.AREAS)


@pytest.mark.parametrize("area", settings.AREAS)
def test_foreign_keys_go_down(area):
    wrong = []
    for model in apps.get_app_config(area).get_models():
        for field in model._meta.get_fields():
            if not field.is_relation or field.auto_created or field.related_model is None:
                continue
            target = field.related_model._meta.app_label
            if target in HEIGHT and target != area and HEIGHT[target] >= HEIGHT[area]:
                wrong.append(f"{model.__name__}.{field.name} → {target}")
    assert not wrong


@pytest.mark.parametrize("area", settings.AREAS)
def test_an_area_says_what_it_is_in_five_words(area):
    said = (PARVIS / area / "__init__.py").read_text()
    assert "Five words:" in said
