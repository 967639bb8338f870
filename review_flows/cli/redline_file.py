"""Two texts as one Word file with tracked changes: accepting all gives the later one."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from models.words import phrase, word_of
from review_flows.cli.output import say
from review_flows.cli.reader import Reader


@dataclass(frozen=True, slots=True)
class TwoTexts:
    """The bytes of two Word files that may be opened, and when the later one came (any zone)."""

    before: bytes
    after: bytes
    at: datetime


def write_redline(reader: Reader, two: TwoTexts, path: Path) -> None:
    """Write the redline and tell where, and what it could not show.

    Raises BadInput where something else lies there.
    """
    # Imported here: lxml and python-docx are needed for this alone.
    from review_flows.outside.draft_copy import redlined
    from review_flows.outside.new_file import place_for, write_new

    author = phrase("compare.author", "zh")
    content, unshown = redlined(two.before, two.after, author, two.at)
    place = place_for(path, "redline.docx", content)
    write_new(place, content)
    say(reader.says("redline.done", path=place))
    for what in unshown:
        code, _, words = what.partition(": ")
        told = f"{word_of('Unshown', code, reader.language)}: {words}"
        say(reader.says("redline.unshown", what=told))
