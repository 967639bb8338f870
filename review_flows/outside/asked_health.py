"""Asks the `start` of this machine over the loopback how it is."""

import json
import urllib.error
import urllib.request
from dataclasses import dataclass

from models.errors import BadInput, TryAgain

LOOPBACK = "127.0.0.1"
PATIENCE = 10.0  # seconds


@dataclass(frozen=True, slots=True)
class Asked:
    """What was answered: whether all is well, and the object that says it."""

    good: bool
    said: dict[str, object]

    @property
    def checks(self) -> list[dict[str, object]]:
        """The checks of /readyz; none of /healthz."""
        found = self.said.get("checks", [])
        return found if isinstance(found, list) else []


def ask_health(port: int | None, page: str) -> Asked:
    """Ask for a page. Raises BadInput where no port is set, TryAgain where nobody answers."""
    if port is None:
        raise BadInput(
            "Nobody can be asked: REVIEW_FLOWS_HEALTH_PORT is not set. Set it to a port, the same "
            "one for start, and start it again."
        )
    # Straight to this machine, whatever proxy the environment names.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"http://{LOOPBACK}:{port}{page}", timeout=PATIENCE) as answer:
            return Asked(True, json.load(answer))
    except urllib.error.HTTPError as error:
        return Asked(False, _object(error, port))
    except (OSError, ValueError) as error:
        raise TryAgain(
            f"No start answers on the port {port} of this machine ({error}). "
            "Is it running, with the same REVIEW_FLOWS_HEALTH_PORT?"
        ) from None


def _object(error: urllib.error.HTTPError, port: int) -> dict[str, object]:
    try:
        found = json.load(error)
    except ValueError:
        found = None
    if error.code != 503 or not isinstance(found, dict):
        raise TryAgain(f"What answers on the port {port} is no start of ours.") from None
    return found
