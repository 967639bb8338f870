"""What accounts cost: hashing, signing in for known and unknown names, looking at a session.

Run: .venv/bin/python tests/bench/bench_accounts.py [COUNT]
"""

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))

from account_builders import DESK, PASSWORD, with_password
from builders import a_site

from models.errors import SignInRefused
from review_flows.desk.accounts import Caller, session_of, sign_in
from review_flows.outside.accounts.hashing import hash_of


def tell(*words: object) -> None:
    """Write a line."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")


def milliseconds(act: Callable[[int], object], count: int) -> float:
    """The median of so many runs."""
    times = []
    for number in range(count):
        began = perf_counter()
        act(number)
        times.append(1000 * (perf_counter() - began))
    return round(median(times), 2)


def main(count: int) -> None:
    """Print the figures."""
    with TemporaryDirectory() as home:
        site = a_site(Path(home))
        token = with_password(site, "shen").token

        def refused(name: str, number: int) -> None:
            with suppress(SignInRefused):
                sign_in(site, name, "no such password", Caller(f"10.{number}.0.1"))
            with site.database.writing() as connection:
                connection.run("DELETE FROM sign_in_failures")

        tell("hash of a password:", milliseconds(lambda _: hash_of(PASSWORD), count), "ms")
        known = milliseconds(lambda number: refused("shen", number), count)
        unknown = milliseconds(lambda number: refused(f"name{number}", number), count)
        tell("refused, a known name:", known, "ms; an unknown one:", unknown, "ms")
        signed = milliseconds(lambda _: sign_in(site, "shen", PASSWORD, DESK), count)
        tell("signed in:", signed, "ms")
        token = sign_in(site, "shen", PASSWORD, DESK).token
        seen = milliseconds(lambda _: session_of(site, token, DESK.address), 10 * count)
        tell("a session looked at:", seen, "ms")
        site.database.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
