"""What may leave over HTTP, and how: encrypted or within this machine, and by no detour."""

import urllib.request
from ipaddress import ip_address
from urllib.parse import urlsplit


def is_safe_road(url: str) -> bool:
    """Say whether nobody on the way can read what goes there: https, or this very machine."""
    try:
        parts = urlsplit(url)
        if not parts.hostname:
            return False
        return parts.scheme == "https" or (parts.scheme == "http" and _is_here(parts.hostname))
    except ValueError:
        return False


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def opener() -> urllib.request.OpenerDirector:
    """Return what opens addresses and follows no redirect."""
    return urllib.request.build_opener(_NoDetour())


class _NoDetour(urllib.request.HTTPRedirectHandler):
    """Followed, a redirect would turn the post into a reading of another page, which says 200."""

    def redirect_request(self, *_: object) -> None:
        """Follow none."""
        return


def secret_parts(url: str) -> tuple[str, ...]:
    """Return what of an address must not be repeated: any part of it may be, or hold, a token."""
    parts = urlsplit(url)
    return (url, parts.netloc, parts.path.strip("/"), parts.query, parts.hostname or "")
