"""What 催办 and 督办 say of a task: what it is, whose, its last day, and how late it is."""

from models.letter import LetterFacts, Table
from models.words import word_of
from review_flows.letters import phrases


def addressee(facts: LetterFacts) -> str:
    """Return to whom the letter goes: who has the task or may take it, or else the office."""
    return "、".join(facts.urged) or facts.review_office


def matter(facts: LetterFacts) -> str:
    """Return which case it is about: 《…》（审核件编号：…）."""
    case = f"（审核件编号：{facts.case_number}）" if facts.case_number else ""
    return f"{phrases.draft_of(facts)}{case}"


def particulars(facts: LetterFacts) -> tuple[Table, ...]:
    """Return the task with its last day; a task without one has no lateness either."""
    return phrases.particulars(
        (
            ("待办事项", word_of("TaskKind", facts.task, "zh")),
            ("起草单位", facts.drafting_unit),
            ("受理日期", phrases.optional_day(facts.accepted_on)),
            ("办理期限届满日", phrases.optional_day(facts.due_on, facts.provisional)),
            ("逾期情况", _late(facts)),
        )
    )


def _late(facts: LetterFacts) -> str:
    """Return by how many days the last day is passed, on the day of the letter."""
    if facts.due_on is None:
        return ""
    if facts.due_on >= facts.written_on:
        return "尚未逾期"
    return f"已逾期{facts.late_working}个工作日（{facts.late_calendar}个自然日）"
