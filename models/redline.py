"""What a redline of two versions cannot show: said to whoever reads it, so that nothing is lost."""

from enum import StrEnum


class Unshown(StrEnum):
    """What a redline does not show of the new version, or not as it is there."""

    NUMBER_AS_TEXT = "number_as_text"  # an automatic number that the old file cannot count
    OBJECT = "object"  # an embedded object, a chart, a drawing with parts of its own
    PLAIN = "plain"  # a link, a field or a content control of which only the words came along
    SECTION = "section"  # a section break that was added
    HEADER = "header"  # headers or footers that differ
    COMMENTS = "comments"  # comments of the new version
    LOOK = "look"  # paragraphs of which only the looks changed: how many
    TEXT = "text"  # words that still differ when all changes are accepted or rejected
