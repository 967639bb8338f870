"""A package as the body of a POST, with its delivery id as Idempotency-Key."""

import base64
import http.client
import urllib.error
import urllib.request
from hashlib import sha256
from typing import NoReturn
from urllib.parse import parse_qsl, quote, urlsplit

from models.filing_delivery import DeliveryWay
from review_flows.outside.channels.parcel import told
from review_flows.outside.channels.road import is_safe_road, opener, secret_parts
from review_flows.outside.filing_delivery.parcel import (
    LONGEST_ANSWER,
    TIMEOUT,
    Acknowledgement,
    FilingNotDelivered,
    FilingParcel,
)

ALREADY_THERE = 409
MOST_READ = 1 << 16  # bytes of an answer
SHORTEST_SECRET = 8  # characters


class Upload:
    """Posts packages. The address may hold a token, so nothing ever repeats it."""

    def __init__(self, url: str, timeout: float = TIMEOUT) -> None:
        self._url, self._timeout = url, timeout

    def deliver(self, parcel: FilingParcel) -> Acknowledgement:
        """Post one package; 2xx is its arrival, and 409 that names its id is that it was there.

        Raises FilingNotDelivered.
        """
        if not is_safe_road(self._url):
            raise FilingNotDelivered(
                f"{parcel.name}: the address to upload to has to begin with https:// "
                "(http:// only on this machine). Set it right, then try again."
            )
        try:
            with opener().open(_request(self._url, parcel), timeout=self._timeout) as answer:
                said = self._plain(answer.read(MOST_READ))
                return Acknowledgement(said, DeliveryWay.UPLOAD)
        except urllib.error.HTTPError as error:
            with error:
                said = self._said(error)
            if error.code == ALREADY_THERE and parcel.delivery_id in said:
                return Acknowledgement(said, DeliveryWay.UPLOAD)
            self._refuse(parcel, f"refused it: HTTP {error.code} {said[:200]}".rstrip())
        except (OSError, http.client.HTTPException, ValueError) as error:
            reason = error.reason if isinstance(error, urllib.error.URLError) else error
            self._refuse(parcel, f"does not answer: {type(reason).__name__}: {reason}")

    def _said(self, error: urllib.error.HTTPError) -> str:
        try:
            return self._plain(error.read(MOST_READ))
        except (OSError, http.client.HTTPException):
            return ""

    def _plain(self, body: bytes) -> str:
        text = body.decode("utf-8", "replace")
        return told(text, *self._secrets(), longest=LONGEST_ANSWER)

    def _secrets(self) -> tuple[str, ...]:
        # A short part is no token, and striking it out would spoil the answer's own words.
        parts = urlsplit(self._url)
        values = (value for _, value in parse_qsl(parts.query))
        alone = (*values, *parts.path.split("/"), parts.username or "", parts.password or "")
        known = {*secret_parts(self._url), *alone}
        return tuple(part for part in known if len(part) >= SHORTEST_SECRET)

    def _refuse(self, parcel: FilingParcel, why: str) -> NoReturn:
        shown = told(why, *self._secrets())
        raise FilingNotDelivered(
            f"{parcel.name}: the recipient's server {shown}. It is tried again by itself; after "
            "the last time: review-flows retry CASE"
        ) from None


def _request(url: str, parcel: FilingParcel) -> urllib.request.Request:
    digest = base64.b64encode(sha256(parcel.zipped).digest()).decode()
    headers = {
        "Content-Type": "application/zip",
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(parcel.name)}",
        "Content-Digest": f"sha-256=:{digest}:",  # RFC 9530
        "Idempotency-Key": parcel.delivery_id,
    }
    return urllib.request.Request(url, data=parcel.zipped, headers=headers, method="POST")
