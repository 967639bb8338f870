"""Moves that lead on from a state, and yet have nothing to work on as the case is."""

from collections.abc import Iterable

from models.moves import Move
from review_flows.outside.database import Connection

KEPT = (
    "SELECT count(*) FROM numbers WHERE case_number = :number AND state = 'reserved' "
    "AND year = :year"
)
LIVING = "SELECT count(*) FROM numbers WHERE case_number = :number AND state <> 'void'"


def with_work(
    connection: Connection, number: str, moves: Iterable[Move], year: int
) -> tuple[Move, ...]:
    """Return those of a case's moves that would not be refused for want of something to work on.

    `year` is the current one: numbers that were reserved in an earlier one are reserved anew.
    """
    moves = tuple(moves)
    idle = set()
    if Move.RESERVE_NUMBER in moves and connection.value(KEPT, number=number, year=year):
        idle.add(Move.RESERVE_NUMBER)
    if Move.VOID_NUMBER in moves and not connection.value(LIVING, number=number):
        idle.add(Move.VOID_NUMBER)
    return tuple(move for move in moves if move not in idle)
