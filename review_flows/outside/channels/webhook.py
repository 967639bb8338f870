"""A message as JSON, posted to the address that REVIEW_FLOWS_WEBHOOK names."""

import http.client
import json
import urllib.error
import urllib.request

from review_flows.outside.channels.parcel import TIMEOUT, NotDelivered, Parcel, told
from review_flows.outside.channels.road import is_safe_road, opener, secret_parts

# What these answer may be otherwise later; the other 4xx say that the message itself is refused.
COME_AGAIN = frozenset({401, 403, 404, 408, 425, 429})


class Webhook:
    """Posts messages. The address may hold a token, so nothing ever repeats it."""

    def __init__(self, url: str, timeout: float = TIMEOUT) -> None:
        self._url, self._timeout = url, timeout

    def send(self, parcel: Parcel) -> None:
        """Post one message; 2xx is its arrival. Raises NotDelivered."""
        _refuse_open_road(self._url)
        try:
            with opener().open(_request(self._url, parcel), timeout=self._timeout):
                return
        except urllib.error.HTTPError as error:
            error.close()
            raise _refused(error.code) from None
        except (OSError, http.client.HTTPException, ValueError) as error:
            reason = error.reason if isinstance(error, urllib.error.URLError) else error
            why = told(f"{type(reason).__name__}: {reason}", *secret_parts(self._url))
            raise NotDelivered(f"the webhook does not answer: {why}", away=True) from None


def _refuse_open_road(url: str) -> None:
    if not url:
        raise NotDelivered("REVIEW_FLOWS_WEBHOOK is not set; it reads https://…", away=True)
    if not is_safe_road(url):
        why = "REVIEW_FLOWS_WEBHOOK has to begin with https:// (http:// only on this machine)"
        raise NotDelivered(why, away=True)


def _request(url: str, parcel: Parcel) -> urllib.request.Request:
    message = {
        "id": parcel.id,
        "case": parcel.case_number,
        "person": parcel.person,
        "subject": parcel.subject,
        "text": parcel.text,
        "made_at": parcel.made_at,
    }
    headers = {"Content-Type": "application/json; charset=utf-8", "Idempotency-Key": parcel.id}
    body = json.dumps(message, ensure_ascii=False).encode()
    return urllib.request.Request(url, data=body, headers=headers, method="POST")


def _refused(code: int) -> NotDelivered:
    for_good = 400 <= code < 500 and code not in COME_AGAIN
    return NotDelivered(f"the webhook refused the message: HTTP {code}", for_good=for_good)
