"""What a machine may ask a running `start`, over HTTP on the loopback: is it alive, ready, loaded.

/healthz  the process: 503 where its loop has not turned for half a minute
/readyz   database, disk, clock, seal as JSON: 503 where one of them does not hold
/metrics  the figures in Prometheus's text format

A thread of its own, so that it answers while flows run. Only this machine can ask, and nothing of
a case is told: no number, no title, no name.
"""

import json
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import monotonic

from models.errors import TryAgain
from models.readiness import readiness
from review_flows.outside.measures import measure
from review_flows.outside.site import Site

LOOPBACK = "127.0.0.1"
MOST_SILENT = 30.0  # seconds in which the loop turns at least once
PATIENCE = 5.0  # seconds for a request to be sent

log = logging.getLogger("review_flows")


class Pulse:
    """When the loop turned last; before its first turn (Prefect is being started) all is well."""

    def __init__(self) -> None:
        self._last: float | None = None

    def beat(self) -> None:
        """Note that the loop turns."""
        self._last = monotonic()

    def silent(self) -> float:
        """Return for how many seconds it did not turn."""
        return 0.0 if self._last is None else monotonic() - self._last


Answer = tuple[HTTPStatus, str, bytes]  # status, content type, body


@contextmanager
def health_told(site: Site, pulse: Pulse) -> Iterator[None]:
    """Answer on the port of the settings, if they name one. Raises TryAgain where it is taken."""
    port = site.settings.health_port
    if port is None:
        yield
        return
    try:
        server = _Server(site, port, _pages(site, pulse))
    except OSError as error:
        raise TryAgain(
            f"The port {port} (REVIEW_FLOWS_HEALTH_PORT) cannot be used: {error.strerror}. Another "
            "start may have it: stop that one, or give this one another port."
        ) from None
    Thread(target=server.serve_forever, name="health", daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()


def _pages(site: Site, pulse: Pulse) -> Mapping[str, Callable[[], Answer]]:
    return {
        "/healthz": lambda: alive(pulse),
        "/readyz": lambda: ready(site),
        "/metrics": lambda: metrics(site),
    }


def alive(pulse: Pulse) -> Answer:
    """Say whether the process works."""
    silent = pulse.silent()
    return _json(silent <= MOST_SILENT, {"alive": silent <= MOST_SILENT, "silent": round(silent)})


def ready(site: Site) -> Answer:
    """Say whether the site can be worked with, and which check does not hold."""
    checks = readiness(measure(site, site.clock.now()))
    holds = all(one.holds for one in checks)
    return _json(holds, {"ready": holds, "checks": [asdict(one) for one in checks]})


def metrics(site: Site) -> Answer:
    """Return the figures."""
    # Imported here: only who asks for figures needs the package.
    from review_flows.outside.metrics_text import metrics_text

    text = metrics_text(measure(site, site.clock.now(), with_load=True))
    return HTTPStatus.OK, "text/plain; version=0.0.4; charset=utf-8", text


def _json(good: bool, told: Mapping[str, object]) -> Answer:
    status = HTTPStatus.OK if good else HTTPStatus.SERVICE_UNAVAILABLE
    return status, "application/json", (json.dumps(told) + "\n").encode()


class _Server(ThreadingHTTPServer):
    """Each request in a thread of its own: one that is slow holds up none."""

    daemon_threads = True

    def __init__(self, site: Site, port: int, pages: Mapping[str, Callable[[], Answer]]) -> None:
        self.site = site
        self.pages = pages
        super().__init__((LOOPBACK, port), _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = PATIENCE
    server_version, sys_version = "review-flows", ""

    def do_GET(self) -> None:
        page = self.server.pages.get(self.path.partition("?")[0])
        try:
            status, kind, body = page() if page else _unknown(self.server.pages)
        except Exception as error:  # Whatever it is: who watches has to hear of it.
            log.exception("%s cannot be answered.", self.path)
            status, kind, body = _json(False, {"error": type(error).__name__})
        finally:
            self.server.site.database.close()  # of this thread
        self._answer(status, kind, body)

    do_HEAD = do_GET

    def _answer(self, status: HTTPStatus, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of each request: there is one every few seconds."""


def _unknown(pages: Mapping[str, object]) -> Answer:
    known = ", ".join(pages)
    return HTTPStatus.NOT_FOUND, "text/plain; charset=utf-8", f"Ask for {known}.\n".encode()
