"""Twelve different lives, each written in a file with what has to be seen after every scene."""

from pathlib import Path

import pytest
from life_file import read_life
from life_player import LifePlayer
from test_index import index_equals_function

from review_flows.outside.log_walk import LogFault, walk_log
from review_flows.outside.site import Site

LIVES = sorted(Path(__file__).parent.glob("lives/*.toml"))


def test_there_are_twelve_lives() -> None:
    assert len(LIVES) == 12


@pytest.mark.parametrize("path", LIVES, ids=lambda path: path.stem)
def test_a_life_goes_as_it_is_written(site: Site, path: Path) -> None:
    player = LifePlayer(site, life := read_life(path))

    for seen, wanted in player.play():
        assert seen == wanted
        index_equals_function(site, player.number)

    assert player.questions() == life.questions
    assert player.ledger() == life.ledger
    faults: list[LogFault] = []
    walk_log(site.database, faults.append)
    assert faults == []
