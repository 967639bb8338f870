"""Simple fields that Word draws from their code, written out in runs.

A tracked change can hold runs and cannot hold a w:fldSimple, so nothing could delete one.
"""

from review_flows.outside.word.reading.instruction import Instruction
from review_flows.outside.word.reading.marks import KEPT
from review_flows.outside.word.writing.locator import NOTES
from review_flows.outside.word.writing.parts import WordParts
from review_flows.outside.word.writing.tree import Element, a_text, made, unwrapped, w


def with_unfolded(parts: WordParts) -> WordParts:
    """Write out the drawn simple fields of the body and the notes; return the same parts."""
    notes = (parts.linked(parts.main, f"{kind}s") for kind in NOTES)
    for name in (parts.main, *notes):
        for simple in [] if name is None else list(parts.tree(name).iter(w("fldSimple"))):
            instruction = Instruction()
            instruction.say(simple.get(w("instr"), ""), KEPT)
            if instruction.shown(KEPT):
                _unfold(simple)
    return parts


def _unfold(simple: Element) -> None:
    code = a_text(simple.get(w("instr"), ""), "instrText")
    simple.insert(0, _run(made("fldChar", fldCharType="separate")))
    simple.insert(0, _run(code))
    simple.insert(0, _run(made("fldChar", fldCharType="begin")))
    simple.append(_run(made("fldChar", fldCharType="end")))
    unwrapped(simple)


def _run(content: Element) -> Element:
    run = made("r")
    run.append(content)
    return run
