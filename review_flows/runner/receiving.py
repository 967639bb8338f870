"""Take what lies in docs_in now, screen it and write its letters, without a server at hand."""

from typing import TYPE_CHECKING

from review_flows.outside.site import Site
from review_flows.runner.embedded import run_embedded

if TYPE_CHECKING:
    from review_flows.receive_documents import ReceiptReport


def receive(site: Site, names: tuple[str, ...] = ()) -> "ReceiptReport":
    """Take every submission of the inbox, or those of these names, and run the legs that follow.

    Raises NotFound for a name that does not lie there, TryAgain when Prefect does not start.
    """
    return run_embedded(site, lambda drain: _receive(names))


async def _receive(names: tuple[str, ...]) -> "ReceiptReport":
    from pydantic import SecretStr

    from review_flows.receive_documents import receive_documents

    return await receive_documents(only=tuple(map(SecretStr, names)), patient=True)
