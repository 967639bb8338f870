"""Builders of automatic lists: levels, definitions, uses, and paragraphs that are numbered."""

import marked_builders as mark


def a_level(at: int, shape: str, text: str, more: str = "", start: int = 1) -> str:
    """A level of a definition: number format and pattern, such as 第%1条."""
    inside = f'<w:start w:val="{start}"/><w:numFmt w:val="{shape}"/>{more}'
    return f'<w:lvl w:ilvl="{at}">{inside}<w:lvlText w:val="{text}"/></w:lvl>'


def a_definition(*levels: str, code: int = 0, more: str = "") -> str:
    """A definition that lists use."""
    return f'<w:abstractNum w:abstractNumId="{code}">{more}{"".join(levels)}</w:abstractNum>'


def a_use(number: int = 1, code: int = 0, overrides: str = "") -> str:
    """A list that uses a definition."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{code}"/>{overrides}</w:num>'


def starting_at(at: int, start: int) -> str:
    """What a use overrides to begin a level at another number."""
    return f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def in_list(number: int | None = 1, level: int = 0, more: str = "", style: str = "") -> str:
    """Paragraph properties that put a paragraph into a list; `more` goes inside them."""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    list_number = f'<w:ilvl w:val="{level}"/><w:numId w:val="{number}"/>'
    listed = f"<w:numPr>{list_number}</w:numPr>" if number is not None else ""
    return f"<w:pPr>{styled}{listed}{more}</w:pPr>"


def items(*texts: str, number: int = 1, level: int = 0) -> str:
    """Paragraphs of a list."""
    return "".join(mark.a_line(text, in_list(number, level)) for text in texts)
