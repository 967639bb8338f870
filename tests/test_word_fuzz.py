"""Spoilt files end well: refused, or read and cleaned; bench/word_fuzz.py does thousands."""

import random

import pytest
from word_mutations import end_of, mutated, some_documents

FILES = 60  # of each source


@pytest.mark.parametrize("source", range(len(some_documents())))
def test_a_spoilt_file_is_refused_or_read_and_its_copy_is_clean(source: int) -> None:
    content = some_documents()[source]
    outcomes = set()
    for number in range(FILES):
        outcome, fault = end_of(mutated(content, random.Random(f"{source}/{number}")))
        assert fault == "", f"seed {source}/{number}"
        outcomes.add(outcome)
    assert len(outcomes) > 1  # What only ever spoils files beyond reading proves little.
