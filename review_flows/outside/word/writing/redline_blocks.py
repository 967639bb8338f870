"""Redlines what holds paragraphs: the body, a cell, a text box, a note, block by block."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from review_flows.outside.word.writing.carried_over import has_section
from review_flows.outside.word.writing.locator import boxes_in
from review_flows.outside.word.writing.new_content import NewContent
from review_flows.outside.word.writing.pairing import Pair, paired
from review_flows.outside.word.writing.paragraph_look import look_of, written_alike
from review_flows.outside.word.writing.pen import Pen, own_properties, unmark_end
from review_flows.outside.word.writing.redline_words import WordsRedline
from review_flows.outside.word.writing.tree import MC, Element, w
from review_flows.outside.word.writing.versions import (
    Version,
    blocks_of,
    by_bigrams,
    cells_of,
    rows_of,
)

_BEFORE_BLOCKS = frozenset({w("tcPr"), w("pPr")})


@dataclass(frozen=True, slots=True)
class _Step:
    """A block of the old version, of the new one, or the same block in both."""

    old: Element | None
    new: Element | None

    @property
    def kept(self) -> bool:
        """Whether both versions have it."""
        return self.old is not None and self.new is not None


class BlocksRedline:
    """Marks the changes of a container, and of the tables and text boxes in it."""

    def __init__(self, old: Version, new: Version, pen: Pen, content: NewContent) -> None:
        self._old, self._new = old, new
        self._pen, self._content = pen, content
        self._words = WordsRedline(old, new, pen, content)
        self.looks = 0  # paragraphs of which only the looks differ

    def container(self, old: Element, new: Element) -> bool:
        """Mark the changes between two versions of a container; return whether there are any."""
        olds, news = list(blocks_of(old)), list(blocks_of(new))
        keys = [self._old.block_key(block) for block in olds]
        new_keys = [self._new.block_key(block) for block in news]
        if keys == new_keys:
            self._note_looks(zip(olds, news, strict=True))
            return False
        pairs = list(paired(keys, new_keys, _alike(olds, news)))
        steps = [_step(pair, olds, news) for pair in pairs]
        same = {
            olds[i] for i, j in pairs if i is not None and j is not None and keys[i] == new_keys[j]
        }
        self._note_looks(
            (step.old, step.new)
            for step in steps
            if step.old in same and step.old is not None and step.new is not None
        )
        groups = _groups(steps)
        for step in steps:
            if step.old is not None and step.new is not None and step.old not in same:
                self._block(step.old, step.new)
        for group, before, after in groups:
            self._group(old, group, before, after)
        return True

    def _note_looks(self, blocks: Iterable[tuple[Element, Element]]) -> None:
        """Count the paragraphs that say the same and look different."""
        for old, new in blocks:
            if written_alike(old, new):
                continue
            pairs = zip(old.iter(w("p")), new.iter(w("p")), strict=False)
            self.looks += sum(look_of(one) != look_of(other) for one, other in pairs)

    def _block(self, old: Element, new: Element) -> None:
        """Mark the changes between two versions of one paragraph or table."""
        if old.tag == w("tbl"):
            self._table(old, new)
            return
        for box, new_box in self._words.redline(old, new):
            if self.container(box, new_box):
                _drop_other_forms(box)

    def _table(self, old: Element, new: Element) -> None:
        olds, news = rows_of(old), rows_of(new)
        keys = [self._old.row_key(row) for row in olds]
        new_keys = [self._new.row_key(row) for row in news]
        alike = by_bigrams(olds, news)
        ref: Element | None = None
        for i, j in paired(keys, new_keys, lambda i, j: _same_shape(olds[i], news[j], alike(i, j))):
            if i is not None and j is not None:
                for cell, new_cell in zip(cells_of(olds[i]), cells_of(news[j]), strict=True):
                    self.container(cell, new_cell)
            elif i is not None:
                self._delete_row(olds[i])
            if i is not None:
                ref = olds[i]
            elif j is not None:
                row = self._content.frame(news[j])
                if ref is None:
                    olds[0].addprevious(row)
                else:
                    ref.addnext(row)
                ref = row

    def _delete_row(self, row: Element) -> None:
        for inner in row.iter(w("tr")):
            self._pen.mark_row(inner, "del")
        for cell in cells_of(row):
            for block in list(blocks_of(cell)):
                self._delete(block)

    def _delete(self, block: Element) -> None:
        if block.tag == w("tbl"):
            for row in rows_of(block):
                self._delete_row(row)
            return
        self._words.delete_notes(block)
        self._pen.delete_paragraph(block)

    def _group(
        self, container: Element, group: Sequence[_Step], before: _Step | None, after: _Step | None
    ) -> None:
        """Mark blocks that only one version has, between two that both have."""
        ref = None if before is None else before.old
        done: list[Element] = []
        for step in group:
            if step.old is not None:
                self._delete(step.old)
                ref = step.old
            elif step.new is not None:
                block = self._content.block(step.new)
                _put_after(container, ref, block, after)
                ref = block
            assert ref is not None
            done.append(ref)
        ends = after is None or (after.old is not None and after.old.tag == w("tbl"))
        if ends and before is not None and before.old is not None:
            kinds = {"ins" if step.old is None else "del" for step in group}
            if len(kinds) == 1 and all(one.tag == w("p") for one in (before.old, *done)):
                self._shift(before.old, done[-1], kinds.pop())

    def _shift(self, kept: Element, last: Element, kind: str) -> None:
        """Before a table and at an end no paragraph mark can go: take the one before the group.

        Who types a paragraph at the end of a text adds a mark before its words, not after them.
        """
        if has_section(kept) or has_section(last) or boxes_in(kept):
            return  # What belongs to the kept paragraph's end would go to the other one.
        self._pen.mark_end(kept, kind)
        unmark_end(last, kind)
        if kind == "ins":
            self._pen.note_former(last, own_properties(kept, before=True))
        else:
            self._pen.replace_properties(last, own_properties(kept))


def _alike(olds: Sequence[Element], news: Sequence[Element]) -> Callable[[int, int], float]:
    alike = by_bigrams(olds, news)
    return lambda i, j: alike(i, j) if olds[i].tag == news[j].tag else 0.0


def _same_shape(old: Element, new: Element, likeness: float) -> float:
    return likeness if len(cells_of(old)) == len(cells_of(new)) else 0.0


def _step(pair: Pair, olds: Sequence[Element], news: Sequence[Element]) -> _Step:
    i, j = pair
    return _Step(None if i is None else olds[i], None if j is None else news[j])


def _groups(
    steps: list[_Step],
) -> list[tuple[list[_Step], _Step | None, _Step | None]]:
    """Return the runs of blocks that only one version has, with what is before and after each.

    Where such a run is the last of its container or stands before a table, its last two paragraphs
    are made one that was changed, since neither version can do without it. `steps` is changed.
    """
    groups: list[tuple[list[_Step], _Step | None, _Step | None]] = []
    at = 0
    while at < len(steps):
        last = at
        while last < len(steps) and not steps[last].kept:
            last += 1
        if last > at:
            before = steps[at - 1] if at else None
            after = steps[last] if last < len(steps) else None
            group = steps[at:last]
            if after is None or (after.old is not None and after.old.tag == w("tbl")):
                group, joined = _joined_at_end(group)
                if joined is not None:
                    steps[at:last] = [*group, joined]
                    after = joined
            groups.append((group, before, after))
        at = last + 1
    return groups


def _joined_at_end(group: list[_Step]) -> tuple[list[_Step], _Step | None]:
    """Return a group without the last paragraph of each version, and these two as one step."""
    old = next((step for step in reversed(group) if step.old is not None), None)
    new = next((step for step in reversed(group) if step.new is not None), None)
    if old is None or new is None or old.old is None or new.new is None:
        return group, None
    if old.old.tag != w("p") or new.new.tag != w("p"):
        return group, None
    rest = [step for step in group if step is not old and step is not new]
    return rest, _Step(old.old, new.new)


def _put_after(
    container: Element, ref: Element | None, block: Element, after: _Step | None
) -> None:
    """Put a block after another one, or before all others of its container."""
    if ref is not None:
        ref.addnext(block)
    elif after is not None and after.old is not None:
        after.old.addprevious(block)
    else:
        before = [child for child in container if child.tag in _BEFORE_BLOCKS]
        container.insert(len(before), block)


def _drop_other_forms(box: Element) -> None:
    """Keep of the alternative forms around a text box only the one that was changed."""
    for around in box.iterancestors(f"{{{MC}}}AlternateContent"):
        for form in list(around):
            if form is not box and form not in list(box.iterancestors()):
                around.remove(form)
