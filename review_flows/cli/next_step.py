"""The next command for a case: what its task asks for, by whoever may do it."""

from collections.abc import Iterable, Sequence

from models.absence import Absence
from models.case import Case
from models.moves import Move
from models.permission import MOVES_ALLOWED, possible_moves
from models.person import Role
from models.task import ASKED_TASKS, Task, TaskKind
from models.words import Language, word
from review_flows.cli.output import program
from review_flows.outside import case_files, persons, queries, records
from review_flows.outside.absences import absences_from
from review_flows.outside.case_sight import tasks_as_seen
from review_flows.outside.database import Connection
from review_flows.outside.wall_clock import day_of_text

# What a task is there for, the likeliest move first; the first that is possible is proposed.
MOVES_OF_TASK: dict[TaskKind, tuple[Move, ...]] = {
    TaskKind.CHECK_FORM: (Move.ACCEPT,),
    TaskKind.SUPPLEMENT: (Move.SUPPLEMENT,),
    TaskKind.REVIEW: (Move.RESUME, Move.PROPOSE_OPINION, Move.CLAIM),
    TaskKind.ADVISE: (Move.ADVISE, Move.RECORD_ADVICE),
    TaskKind.CO_REVIEW: (Move.COUNTERSIGN,),
    TaskKind.SIGN: (Move.SIGN,),
    TaskKind.REPORT_ADOPTION: (Move.REPORT_ADOPTION,),
    TaskKind.CONFIRM_REVISION: (Move.CONFIRM_REVISION, Move.CLAIM),
    TaskKind.DELIBERATE: (Move.DELIBERATE,),
    TaskKind.ISSUE: (Move.ISSUE,),
    TaskKind.PUBLISH: (Move.PUBLISH,),
    TaskKind.FOLLOW_FILING: (Move.RECORD_RECEIPT,),
    TaskKind.REPLY_TO_RECIPIENT: (Move.REPLY_TO_RECIPIENT,),
    TaskKind.EVALUATE: (Move.CONTINUE_VALIDITY,),
}


# Refused while nobody has said which text counts of a file with tracked changes.
ON_A_DECIDED_TEXT = frozenset({Move.ACCEPT, Move.PROPOSE_OPINION, Move.CONFIRM_REVISION})
# The flows make the others by themselves.
PEOPLES_MOVES = frozenset(move for role, move in MOVES_ALLOWED if role is not Role.SYSTEM)


def peoples_moves(moves: Iterable[Move]) -> tuple[Move, ...]:
    """Return those of the moves that are open to people at all."""
    return tuple(move for move in moves if move in PEOPLES_MOVES)


def moves_text(moves: Iterable[Move], language: Language) -> str:
    """Return moves as they are typed, with the Chinese word beside each where Chinese is read."""
    if language == "en":
        return ", ".join(moves)
    return "、".join(f"{move} {word(move, language)}" for move in moves)


def next_command(
    connection: Connection,
    number: str,
    with_fields: bool = False,
    seen_by: str = "",
    today: str = "",
) -> str:
    """Return what to run next on a case; `show` where no person's task waits.

    `with_fields` adds the fields that have to be filled in; it costs loading all forms. `seen_by`
    is the code of who reads it and learns of no task that is a secret to him. `today` is an ISO
    day, on which whoever is absent is named last; without it that of the case's last entry.
    """
    case = records.find_case(connection, number)
    if case is None:
        return f"{program()} list"
    day = today or day_of_text(queries.last_entry_at(connection, number)).isoformat()
    absences = [one for one in absences_from(connection, day) if one.first_day <= day]
    for task in _tasks(connection, case, seen_by, day):
        found = work_on(connection, case, task, absences, day)
        if found is not None:
            move, person = found
            if move in ON_A_DECIDED_TEXT and (
                undecided := case_files.undecided(connection, number)
            ):
                return f"{program()} {_deciding(number, undecided[0]['name'], with_fields, person)}"
            fields = needed_fields(move) if with_fields else ""
            return f"{program()} act {number} {move}{fields} --as {person}"
    return f"{program()} show {number}"


def _deciding(number: str, name: str, with_fields: bool, person: str) -> str:
    """Return how a person says which text of a file counts."""
    rest = " --field view=... --field reason=..." if with_fields else ""
    return f"act {number} {Move.CHOOSE_VIEW} --field document={name}{rest} --as {person}"


def _tasks(connection: Connection, case: Case, seen_by: str, day: str) -> list[Task]:
    """Return the tasks of a case that a person may know of; the asked ones first."""
    # What is asked of somebody comes first: the reviewer waits for the answer.
    tasks = sorted(
        records.open_tasks(connection, case.number), key=lambda task: task.kind not in ASKED_TASKS
    )
    person = persons.find_person(connection, seen_by, day) if seen_by else None
    if person is None:
        return tasks
    return tasks_as_seen(tasks, persons.standing_of(connection, person, case))


def work_on(
    connection: Connection, case: Case, task: Task, absences: Sequence[Absence], today: str
) -> tuple[Move, str] | None:
    """Return the move that a task waits for, and its holder or the first who may make it.

    `absences` are those of `today` (an ISO day): a stand-in goes before who is absent.
    """
    away = {one.person for one in absences}
    holders = [task.person] if task.person else records.persons_with_role(connection, task.role)
    stand_ins = [one.stand_in for one in absences if one.person in holders]
    for code in sorted(dict.fromkeys([*holders, *stand_ins]), key=away.__contains__):
        person = persons.find_person(connection, code, today)
        if person is not None:
            possible = possible_moves(case, persons.standing_of(connection, person, case))
            move = move_on(task, possible)
            if move is not None:
                return move, code
    return None


def move_on(task: Task, possible: tuple[Move, ...]) -> Move | None:
    """Return the likeliest of the possible moves that work on a task."""
    return next((move for move in MOVES_OF_TASK[task.kind] if move in possible), None)


def needed_fields(move: Move) -> str:
    """Return the fields that a move's form cannot do without, as options to fill in."""
    # Imported here: the forms take longer to load than a command that reads may.
    from models.forms import FORM_OF

    names = [name for name, field in FORM_OF[move].model_fields.items() if field.is_required()]
    return "".join(
        " --file FILE.docx" if name == "documents" else f" --field {name}=..." for name in names
    )
