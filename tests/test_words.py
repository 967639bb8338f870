"""Every code, heading and message has its word in both languages."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
import typer.main

import models
from models import words
from models.case import CaseState
from models.document import DocumentKind
from models.errors import ReviewError
from models.moves import Move
from models.opinion import Conclusion
from models.separation import SeparationRule
from models.words import errors, help_text, phrase, word, word_of
from review_flows import outside
from review_flows.cli.main import app
from review_flows.letters import ALL
from review_flows.letters import phrases as letter_phrases
from review_flows.outside.handed_in import FilesRefused
from review_flows.outside.store import StoreDamaged

# How a paragraph of a letter stands: a matter of layout that nobody reads as a word.
NEVER_READ = {"ParaStyle"}


def closed_lists() -> Iterator[type[StrEnum]]:
    for module in pkgutil.walk_packages(models.__path__, "models."):
        if module.name.startswith("models.tables"):
            continue
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, type) and issubclass(value, StrEnum) and value is not StrEnum:
                yield value


LISTS = sorted(set(closed_lists()), key=lambda kind: str(kind))


@pytest.mark.parametrize("kind", LISTS)
def test_every_member_of_every_closed_list_has_a_word(kind: type[StrEnum]) -> None:
    if kind.__name__ in NEVER_READ:
        return
    for code in kind:
        chinese, english = word(code, "zh"), word(code, "en")
        assert re.search("[一-鿿]", chinese), f"{kind.__name__}.{code.name} has no Chinese word"
        assert english and not re.search("[一-鿿]", english)


def test_no_word_is_kept_for_a_code_that_is_gone() -> None:
    known = {kind.__name__: set(kind) for kind in closed_lists()}
    for name, table in words.CODES.items():
        assert set(table) <= known[name], name


def test_two_states_never_bear_the_same_word() -> None:
    for language in ("zh", "en"):
        said = [word(state, language) for state in CaseState]
        assert len(set(said)) == len(said)


def test_the_words_of_the_design_are_the_ones_shown() -> None:
    assert word(Move.SUPPLEMENT, "zh") == "补正"
    assert word(Move.RETURN_CASE, "zh") == "退回"
    assert word(Move.PAUSE, "zh") == "中止计时"
    assert word(DocumentKind.DRAFT, "zh") == "送审稿"
    assert phrase("heading.floor", "zh") == "最短时限"


def test_the_screen_and_the_letters_say_the_same() -> None:
    for conclusion in Conclusion:
        assert word(conclusion, "zh") == letter_phrases.CONCLUSIONS[conclusion]
    for kind in ALL:
        assert words.letter_word(kind.code) != kind.code, f"no English name of {kind.code}"


def test_a_stored_code_that_nobody_knows_is_shown_as_it_is() -> None:
    assert word_of("CaseState", "of_tomorrow", "zh") == "of_tomorrow"
    assert word_of("CaseState", None, "zh") == ""


@pytest.mark.parametrize("key", sorted(words.PHRASES))
def test_a_phrase_has_the_same_places_in_both_languages(key: str) -> None:
    chinese, english = (set(re.findall(r"{(\w+)}", text)) for text in words.PHRASES[key])
    assert chinese == english


def test_every_class_of_error_is_told_in_chinese() -> None:
    assert issubclass(FilesRefused, ReviewError) and issubclass(StoreDamaged, ReviewError)
    module = importlib.import_module("models.errors")
    classes = [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, ReviewError)
    ]
    assert {kind.__name__ for kind in classes} <= set(errors.CHINESE)


def test_no_two_files_of_words_say_the_same_thing_differently() -> None:
    said: dict[str, str] = {}
    for module in pkgutil.iter_modules(words.__path__):
        for key in vars(importlib.import_module(f"models.words.{module.name}")).get("PHRASES", {}):
            assert key not in said, f"{key} stands in {said[key]} and in {module.name}"
            said[key] = module.name


def test_everything_that_doctor_says_has_a_word() -> None:
    said: set[str] = set()
    sources = sorted(Path(outside.__path__[0]).glob("health*.py"))
    assert len(sources) >= 6
    for source in sources:
        said |= set(re.findall(r'"(health\.\w+)"', source.read_text("utf-8")))
    said |= {f"health.apart.{rule}" for rule in SeparationRule}
    assert said == {key for key in words.PHRASES if key.startswith("health.")}


def commands(command: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    yield name or "review-flows", command
    for part, inner in getattr(command, "commands", {}).items():
        yield from commands(inner, f"{name} {part}".strip())


def test_every_command_and_option_has_a_chinese_help_and_every_command_an_example() -> None:
    for name, command in commands(typer.main.get_command(app)):
        assert help_text(name), f"{name} has no Chinese help"
        if not getattr(command, "commands", {}):
            assert f"review-flows {name}" in command.help, f"{name} has no example"
            assert f"review-flows {name}" in str(help_text(name))
        for parameter in command.params:
            names = [one for one in parameter.opts if one.startswith("--")] or [parameter.name]
            if names[0] not in ("--install-completion", "--show-completion"):
                assert help_text(f"{name} {names[0]}") or help_text(names[0]), (name, names)
