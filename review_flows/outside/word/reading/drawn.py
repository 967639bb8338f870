"""What Word draws from the instruction of a field, whatever result stands in the file.

Signs in a ring (`EQ \\o\\ac(○,五)`), characters of a font (SYMBOL), the boxes of old forms.
"""

import re
import unicodedata

from review_flows.outside.word.reading.signs import symbol

_LONGEST = 500  # characters of an instruction; beyond that it is no sign in a ring
_PRIVATE = re.compile(r"\\\*\s*(?:\"[^\"]*\"|\S+)")  # \* hps10, \* "Font:宋体": looks only
_RAISED = re.compile(r"\\s(?:\\(?:up|do|ai|di)\s*-?\d*)*\s*\(([^()]*)\)", re.IGNORECASE)
_ENCLOSED = re.compile(r"EQ\s*\\o(?:\s*\\a[clrd])?\s*\(([^()]*)[,;，；]([^()]*)\)", re.IGNORECASE)
_SWITCH = re.compile(r"\\[A-Za-z]+\s*-?\d*|\\(?=[(),;\\])")
_BRACKETS = re.compile(r"[\s(),;，；]+")
_SYMBOL = re.compile(r"SYMBOL\s+(\S+)(.*)", re.IGNORECASE | re.DOTALL)
_FONT = re.compile(r"\\f\s*(?:[\"“]([^\"”]*)[\"”]|(\S+))", re.IGNORECASE)
_QUOTE = re.compile(r"QUOTE\b(.*)", re.IGNORECASE | re.DOTALL)
_EQUATION = re.compile(r"EQ\b(.*)", re.IGNORECASE | re.DOTALL)
_RINGS = frozenset("○◯〇⭕Oo")
_FRAMES = frozenset("□△◇☐▢")
_CIRCLED = {
    decomposed.removeprefix("<circle> "): chr(code)
    for code in (*range(0x2460, 0x2500), *range(0x3240, 0x3300))
    if (decomposed := unicodedata.decomposition(chr(code))).startswith("<circle> ")
}


def drawn(instruction: str) -> str:
    """Return the characters that a field shows by its instruction alone; "" where none are known.

    A sign in a ring is the one that Unicode has (⑤, ㊄, Ⓐ), else the frame and what stands in it.
    """
    if len(instruction) > _LONGEST:
        return ""
    words = instruction.strip()
    if found := _SYMBOL.fullmatch(words):
        return _of_font(found[1], found[2])
    found = _ENCLOSED.fullmatch(_RAISED.sub(r"\1", _PRIVATE.sub("", words)).strip())
    return "" if found is None else _enclosed(found[1].strip(), found[2].strip())


def undrawn(instruction: str) -> str:
    """Return words of an instruction that Word shows, as well as they can be told apart."""
    words = _PRIVATE.sub("", instruction[:_LONGEST]).strip()
    if found := _QUOTE.fullmatch(words):
        return found[1].replace('"', "").replace("“", "").replace("”", "").strip()
    found = _EQUATION.fullmatch(words)
    return "" if found is None else _BRACKETS.sub(" ", _SWITCH.sub("", found[1])).strip()


def is_symbol(instruction: str) -> bool:
    """Whether a field shows a character by its number: the result is that in another font."""
    return _SYMBOL.match(instruction.strip()) is not None


def _enclosed(one: str, other: str) -> str:
    """Return a sign in its frame, whichever of both comes first."""
    frame, sign = (other, one) if other in _RINGS | _FRAMES else (one, other)
    if frame not in _RINGS | _FRAMES or not sign:
        return ""
    plain = unicodedata.normalize("NFKC", sign)
    codes = " ".join(f"{ord(character):04X}" for character in plain)
    if frame in _RINGS and codes in _CIRCLED:
        return _CIRCLED[codes]
    return ("○" if frame in _RINGS else frame) + sign


def _of_font(code: str, switches: str) -> str:
    """Return the character of a SYMBOL field: decimal, 0x… or the character itself."""
    font = _FONT.search(switches)
    name = (font[1] or font[2]) if font else None
    code = code.strip('"“”')
    if len(code) == 1 and not code.isdecimal():
        return code
    try:
        number = int(code, 16) if code.lower().startswith("0x") else int(code)
    except ValueError:
        return ""
    if 0x80 <= number < 0xA0 and "\\u" not in switches:
        return bytes([number]).decode("cp1252", "ignore")
    return symbol(name, f"{number:X}") if number >= 0 else ""
