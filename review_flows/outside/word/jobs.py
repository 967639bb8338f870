"""What is done with the content of a Word file, each apart from this process: name → function.

A job gets its parameters and the bytes of files, and returns a result as JSON holds it, and bytes.
"""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module

Params = Mapping[str, object]
JobResult = tuple[dict[str, object], list[bytes]]
Job = Callable[[Params, Sequence[bytes]], JobResult]

JOBS = {
    "open": "review_flows.outside.word.opening",
    "settle": "review_flows.outside.word.writing.settled",
    "comment": "review_flows.outside.word.writing.commenting",
    "copy": "review_flows.outside.word.writing.copying",
    "uncomment": "review_flows.outside.word.writing.uncommented",
    "unmark": "review_flows.outside.word.writing.unmarked",
    "redline": "review_flows.outside.word.writing.redline",
}


def job_in(module: str) -> Job:
    """Return the function `job` of a module, one of those that JOBS names."""
    job: Job = import_module(module).job
    return job
