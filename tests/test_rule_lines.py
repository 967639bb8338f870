"""Every key of a TOML text is found on its line, however the text is laid out."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rule_lines import KeyPath, key_lines, line_of
from review_flows.rule_sets import rule_set_codes, shipped_file

EVERY_LAYOUT = '''\
# a comment with [brackets] = and "quotes
plain = 1
"quoted key" = 'a [text] = # of signs'
dotted.inner = 2   # dotted.other = 3
list = [ 1, [2, 3],
  4,
  # in between
  { deep = "x", deeper = { deepest = 1 } },
]
long = """
[not.a.header]
no = "key"
"""
other = \'\'\'
= [ { \'\'\'
after = 1979-05-27T07:32:00Z

[table]
a = { b = 1, c.d = [ ], e = "}" }
  [table.below]
  f = true

[[items]]
name = "first"
[[items.parts]]
p = 1
[[items.parts]]
p = 2
[items.own]
q = 3

[[items]]
name = "second"
[[items.parts]]
p = 3
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("plain",), 2),
        (("quoted key",), 3),
        (("dotted",), 4),
        (("dotted", "inner"), 4),
        (("list", 0), 5),
        (("list", 1, 1), 5),
        (("list", 2), 6),
        (("list", 3), 8),
        (("list", 3, "deeper", "deepest"), 8),
        (("long",), 10),
        (("other",), 14),
        (("after",), 16),
        (("table",), 18),
        (("table", "a", "c", "d"), 19),
        (("table", "a", "e"), 19),
        (("table", "below", "f"), 21),
        (("items", 0), 23),
        (("items", 0, "name"), 24),
        (("items", 0, "parts", 1), 27),
        (("items", 0, "parts", 1, "p"), 28),
        (("items", 0, "own", "q"), 30),
        (("items", 1, "name"), 33),
        (("items", 1, "parts", 0, "p"), 35),
    ],
)
def test_a_key_is_found_on_its_line(path: KeyPath, line: int) -> None:
    assert key_lines(EVERY_LAYOUT)[path] == line


def paths_of(value: object, above: KeyPath = ()) -> list[tuple[KeyPath, object]]:
    """Every place of what tomllib gives, with what stands there."""
    if isinstance(value, dict):
        inner = [((*above, str(key)), one) for key, one in value.items()]
    elif isinstance(value, list):
        inner = [((*above, place), one) for place, one in enumerate(value)]
    else:
        inner = []
    return [*inner, *(found for path, one in inner for found in paths_of(one, path))]


def test_nothing_is_found_that_tomllib_does_not_know_and_nothing_is_left_out() -> None:
    known = {path for path, _ in paths_of(tomllib.loads(EVERY_LAYOUT))}
    assert set(key_lines(EVERY_LAYOUT)) == known


@pytest.mark.parametrize("code", rule_set_codes())
def test_each_key_of_a_shipped_rule_set_stands_on_its_line(code: str) -> None:
    text = shipped_file(code).text
    lines, found = text.split("\n"), key_lines(text)
    for path, _ in paths_of(tomllib.loads(text)):
        if isinstance(path[-1], str):
            assert path[-1] in lines[found[path] - 1], path


KEYS = st.text("ab.[]{}=#\"' 第条é\\", min_size=1, max_size=4)
TEXTS = st.text("a[]{}=#\"',\\ 条\n", max_size=6)
VALUES = st.recursive(
    st.integers() | st.booleans() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


def quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def written(value: object, apart: str) -> str:
    """A value as TOML; `apart` stands between the items of a list."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, list):
        return "[" + "".join(f"{apart}{written(one, apart)}," for one in value) + "]"
    if isinstance(value, dict):
        inner = (f"{quoted(str(key))} = {written(one, '')}" for key, one in value.items())
        return "{ " + ", ".join(inner) + " }"
    return str(value)


@given(st.dictionaries(KEYS, VALUES, max_size=4), st.sampled_from([" ", "\n  ", " # [x]\n"]))
def test_of_any_text_each_key_has_the_line_it_was_written_on(
    data: dict[str, object], apart: str
) -> None:
    statements = [f"{quoted(key)} = {written(value, apart)}\n" for key, value in data.items()]
    text = "".join(statements)
    assert tomllib.loads(text) == data
    found, line = key_lines(text), 1
    assert set(found) == {path for path, _ in paths_of(data)}
    for key, statement in zip(data, statements, strict=True):
        assert found[(key,)] == line
        line += statement.count("\n")


def test_what_does_not_stand_in_the_text_is_looked_for_above_it() -> None:
    assert line_of(EVERY_LAYOUT, ("table", "below", "missing", 3)) == 20
    assert line_of(EVERY_LAYOUT, ("nowhere",)) == 1
    assert line_of("", ()) == 1


def test_a_text_that_is_no_toml_is_refused_as_tomllib_refuses_it() -> None:
    with pytest.raises(tomllib.TOMLDecodeError, match="line 2"):
        key_lines("a = 1\nb = \n")
