"""A copy of a file to be handed out: comments in it, and properties by which it is known again."""

from collections.abc import Mapping, Sequence

from review_flows.outside.word.jobs import JobResult, Params
from review_flows.outside.word.writing import commenting
from review_flows.outside.word.writing.custom_properties import with_properties


def job(params: Params, blobs: Sequence[bytes]) -> JobResult:
    """Write `params["comments"]`, as the job of `commenting` does, then `params["properties"]`."""
    result, (content,) = commenting.job(params, blobs)
    properties = params["properties"]
    assert isinstance(properties, Mapping)
    return result, [with_properties(content, properties)]
