"""What others file with this organ: opened safely, judged, refused with the file, answered."""

import io
import json
import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import pytest
from builders import today_is
from cli_running import run
from databases import content, entries
from office_builders import TITLE, UPPER, a_city, answered, deliver_due, published_by, two_offices
from word_builders import with_part

from models.action import Action
from models.errors import BadInput, MoveNotPossible, NotAllowed, NotFound
from models.event import SITE_CHAIN, EventResult
from models.filing import ANSWERS, FilingAnswer, FilingReply, FilingState
from models.filing_manifest import delivery_id_of, manifest_bytes, read_manifest, with_files
from models.filing_review import ProblemType
from models.filing_rules import FilingPaper
from models.received_filing import (
    WORDED,
    AnswerGiven,
    AnswerLetter,
    FormCheck,
    ReceiptWarning,
    action_for,
    chain_of,
    form_check,
    letter_of,
)
from models.work_calendar import WorkCalendar
from review_flows.desk.answer_taken_in import take_answer_package
from review_flows.desk.answers_written import write_answers
from review_flows.desk.filing_form import rule_of
from review_flows.desk.filing_office import answer_filing
from review_flows.desk.received_filings import receive_filing
from review_flows.letters.filing_answer import compose
from review_flows.outside import received_filings
from review_flows.outside.case_view import entry_lines
from review_flows.outside.log_walk import walk_log
from review_flows.outside.package_zip import PackageRefused
from review_flows.outside.paper.writer import render_letter
from review_flows.outside.site import Site
from review_flows.outside.word.safety import open_word

A, S = FilingAnswer, FilingState
Files = dict[str, bytes]
TEXT = "2_正式文本.docx"
FAULT = (ProblemType.CONTENT,)


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, bytes]:
    """The name and the bytes of a district's first package, published on 27 March 2026."""
    with two_offices(tmp_path_factory.mktemp("packed")) as offices:
        path = deliver_due(offices.maker, published_by(offices.maker))[UPPER]
        return path.name, path.read_bytes()


@pytest.fixture
def package(packed: tuple[str, bytes], tmp_path: Path) -> Path:
    path = tmp_path / packed[0]
    path.write_bytes(packed[1])
    return path


@pytest.fixture
def city(tmp_path: Path) -> Iterator[Site]:
    site = a_city(tmp_path / "city")
    today_is(site, date(2026, 3, 30))
    yield site
    site.database.close()


def files_of(path: Path) -> Files:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def repacked(path: Path, files: Files) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, one in files.items():
            archive.writestr(name, one)
    return path


def changed(files: Files) -> Files:
    return files | {TEXT: files[TEXT] + b"x"}


def without_one(files: Files) -> Files:
    return {name: one for name, one in files.items() if name != TEXT}


def with_one_more(files: Files) -> Files:
    return files | {"9_别的.docx": files[TEXT]}


def with_a_path_that_leads_out(files: Files) -> Files:
    return files | {"../../etc/passwd": b"x"}


def in_a_folder(files: Files) -> Files:
    return {f"包/{name}": one for name, one in files.items()}


def without_manifest(files: Files) -> Files:
    return {name: one for name, one in files.items() if name != "manifest.json"}


def with_a_broken_manifest(files: Files) -> Files:
    return files | {"manifest.json": files["manifest.json"][:-9]}


def for_another_recipient(files: Files) -> Files:
    said = files["manifest.json"].replace(b'"upper_government"', b'"own_government"')
    return files | {"manifest.json": said}


def addressed_to_the_congress(files: Files) -> Files:
    """A package that is whole in itself, for the other recipient of the same sender."""
    first = read_manifest(files["manifest.json"])
    said = replace(
        first,
        recipient="npc_standing_committee",
        addressee="青岚区人民代表大会常务委员会",
        delivery_id=delivery_id_of(first.sender, first.case, "npc_standing_committee", 1),
    )
    return files | {"manifest.json": manifest_bytes(said)}


def with_macros(files: Files) -> Files:
    """A Word file that nobody may open, and a manifest that names it rightly."""
    own = without_manifest(files) | {TEXT: with_part("word/vbaProject.bin")}
    said = with_files(read_manifest(files["manifest.json"]), own)
    return own | {"manifest.json": manifest_bytes(said)}


def with_a_program(files: Files) -> Files:
    own = without_manifest(files) | {"说明.exe": b"MZ"}
    said = with_files(read_manifest(files["manifest.json"]), own)
    return own | {"manifest.json": manifest_bytes(said)}


MANIPULATED: list[tuple[Callable[[Files], Files], str, str]] = [
    (changed, TEXT, "not the bytes that the manifest names"),
    (without_one, TEXT, "named in the manifest, and not in the package"),
    (with_one_more, "9_别的.docx", "in the package, and not named in the manifest"),
    (without_manifest, "manifest.json", "no manifest"),
    (with_a_broken_manifest, "manifest.json", "cannot be read as JSON"),
    (for_another_recipient, "manifest.json", "the delivery id is not that of its sender"),
    (addressed_to_the_congress, "manifest.json", "to “青岚区人民代表大会常务委员会”; this office"),
    (with_a_path_that_leads_out, "../../etc/passwd", "not safe: unsafe_names"),
    (in_a_folder, "包/", "no name of a file"),
    (with_macros, TEXT, "macros"),
    (with_a_program, "说明.exe", "neither .docx nor UTF-8 text"),
]


@pytest.mark.parametrize(("manipulate", "file", "why"), MANIPULATED)
def test_a_manipulated_package_is_refused_with_the_file_and_the_refusal_is_logged(
    city: Site, package: Path, manipulate: Callable[[Files], Files], file: str, why: str
) -> None:
    repacked(package, manipulate(files_of(package)))

    with pytest.raises(PackageRefused) as refused:
        receive_filing(city, "bai", package)

    assert any(file in line and why in line for line in refused.value.problems)
    with city.database.reading() as connection:
        assert received_filings.every_one(connection) == []
    last = entries(city.database, SITE_CHAIN)[-1]
    assert (last.move, last.result) == ("receive_filing", EventResult.REFUSED)
    with city.database.reading() as connection:
        said = entry_lines(connection, SITE_CHAIN)[-1]
    assert (said.seq, file in said.reason) == (last.seq, True)


def test_a_byte_that_was_flipped_in_the_zip_is_refused_with_its_file(
    city: Site, package: Path
) -> None:
    raw = bytearray(package.read_bytes())
    with zipfile.ZipFile(package) as archive:
        at = archive.getinfo(TEXT).header_offset + 200
    raw[at] ^= 0xFF
    package.write_bytes(bytes(raw))

    with pytest.raises(PackageRefused, match=TEXT):
        receive_filing(city, "bai", package)


def test_the_same_delivery_with_other_bytes_is_refused_in_the_chain_of_its_filing(
    city: Site, package: Path
) -> None:
    number = receive_filing(city, "bai", package).number
    files = files_of(package)
    own = without_manifest(files) | {"2_正式文本.txt": "改了".encode()}
    said = with_files(read_manifest(files["manifest.json"]), own)
    repacked(package, own | {"manifest.json": manifest_bytes(said)})

    with pytest.raises(PackageRefused, match=f"other bytes than message 1 of {number}"):
        receive_filing(city, "bai", package)

    last = entries(city.database, chain_of(number))[-1]
    assert (last.result, last.from_state, last.to_state) == ("refused", "delivered", "delivered")


def a_reply(package: Path, kind: FilingReply, message: int) -> Path:
    """A package that says to be a reply of the same exchange."""
    files = files_of(package)
    first = read_manifest(files["manifest.json"])
    own = {"1_函.docx": files[TEXT]}
    given = (first.sender, first.case, first.recipient, message)
    said = replace(
        first,
        kind=str(kind),
        message=message,
        answers=message - 1,
        delivery_id=delivery_id_of(*given),
    )
    path = package.with_name(f"{kind}_{message}.zip")
    return repacked(path, own | {"manifest.json": manifest_bytes(with_files(said, own))})


def test_a_reply_is_not_accused_of_lacking_the_papers_and_the_term_of_a_first_package(
    city: Site, package: Path
) -> None:
    number = receive_filing(city, "bai", package).number
    answered(city, number, AnswerGiven(A.SUPPLEMENT_REQUIRED, "缺制定依据"))
    today_is(city, date(2026, 6, 1))

    taken = receive_filing(city, "bai", a_reply(package, FilingReply.SUPPLEMENT, 3))

    assert (taken.form.missing, taken.form.late, taken.form.of_reply) == ((), False, True)
    logged = json.loads(entries(city.database, chain_of(number))[-1].body)
    assert (logged["missing"], logged["file_by"]) == ([], None)


def test_what_can_be_answered_is_told_with_its_chinese_word(city: Site, package: Path) -> None:
    number = receive_filing(city, "bai", package).number
    told = run(city, "--lang", "zh", "--as", "bai", "filing", "received", number).output
    assert "registered 准予登记、" in told
    answered(city, number, AnswerGiven(A.RETURNED, "不属于备案范围"))
    told = run(city, "--lang", "zh", "--as", "bai", "filing", "received", number).output
    assert "已办结，不再答复" in told and "nothing" not in told


def test_the_packages_of_the_other_direction_are_refused_with_the_command_that_takes_them(
    city: Site, package: Path
) -> None:
    number = receive_filing(city, "bai", package).number
    _, answer = answered(city, number, AnswerGiven(A.REGISTERED))

    with pytest.raises(PackageRefused, match="filing take"):
        receive_filing(city, "bai", answer)
    with pytest.raises(PackageRefused, match="filing receive"):
        take_answer_package(city, "bai", package)


def test_a_reply_before_its_first_package_is_refused_with_what_is_awaited(
    city: Site, package: Path
) -> None:
    with pytest.raises(PackageRefused, match="message 1 is awaited"):
        receive_filing(city, "bai", a_reply(package, FilingReply.SUPPLEMENT, 3))


def test_a_reply_that_nothing_asked_for_is_refused_with_what_is_awaited(
    city: Site, package: Path
) -> None:
    number = receive_filing(city, "bai", package).number
    supplement = a_reply(package, FilingReply.SUPPLEMENT, 3)
    with pytest.raises(PackageRefused, match=f"{number} is delivered; awaited: an answer of this"):
        receive_filing(city, "bai", supplement)

    answered(city, number, AnswerGiven(A.SUPPLEMENT_REQUIRED, "缺制定依据"))
    with pytest.raises(PackageRefused, match="awaited: supplement"):
        receive_filing(city, "bai", a_reply(package, FilingReply.OBJECTION, 3))

    taken = receive_filing(city, "bai", supplement)
    assert (taken.number, taken.message, taken.state) == (number, 3, S.DELIVERED)


def test_a_reply_that_its_sender_counts_otherwise_is_taken_with_a_warning(
    city: Site, package: Path
) -> None:
    number = receive_filing(city, "bai", package).number
    answered(city, number, AnswerGiven(A.SUPPLEMENT_REQUIRED, "缺制定依据"))

    taken = receive_filing(city, "bai", a_reply(package, FilingReply.SUPPLEMENT, 5))

    assert ReceiptWarning.OUT_OF_STEP in taken.warnings


def test_a_file_that_is_not_there_or_no_zip_is_told_so(city: Site, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"无此包\.zip"):
        receive_filing(city, "bai", tmp_path / "无此包.zip")
    (tmp_path / "文.zip").write_bytes(b"no zip at all")
    with pytest.raises(PackageRefused, match="not whole or not safe"):
        receive_filing(city, "bai", tmp_path / "文.zip")


def test_only_who_may_receives_answers_and_judges(city: Site, package: Path) -> None:
    with pytest.raises(NotAllowed, match="filing_clerk"):
        receive_filing(city, "fang", package)
    number = receive_filing(city, "bai", package).number
    with pytest.raises(NotAllowed, match="filing_clerk"):
        answer_filing(city, "fang", number, AnswerGiven(A.REGISTERED))
    answer_filing(city, "bai", number, AnswerGiven(A.REGISTERED))
    with pytest.raises(NotAllowed, match="chief"):
        answer_filing(city, "bai", number, AnswerGiven(A.REVIEW_OPINION, "违法", FAULT))
    with pytest.raises(NotAllowed, match="chief"):
        answer_filing(city, "bai", number, AnswerGiven(A.PASSED))

    refused = [e for e in entries(city.database, chain_of(number)) if e.result == "refused"]
    assert [entry.actor for entry in refused] == ["fang", "bai", "bai"]
    # The check of the form is the clerk's, also where it sends a document back (domain.md, §2.9).
    assert {kind for kind in A if action_for(kind) is Action.ANSWER_FILING} == {
        A.REGISTERED,
        A.SUPPLEMENT_REQUIRED,
        A.RETURNED,
        A.INQUIRY,
    }
    assert {action_for(kind) for kind in A} == {Action.ANSWER_FILING, Action.JUDGE_FILING}
    answer_filing(city, "fang", number, AnswerGiven(A.PASSED))


def test_an_answer_that_cannot_come_names_those_that_can(city: Site, package: Path) -> None:
    number = receive_filing(city, "bai", package).number
    before = content(city.database, without="events")

    with pytest.raises(MoveNotPossible, match="registered, supplement_required, returned"):
        answer_filing(city, "fang", number, AnswerGiven(A.PASSED))

    assert content(city.database, without="events") == before
    answer_filing(city, "bai", number, AnswerGiven(A.RETURNED, "不属于备案范围"))
    with pytest.raises(MoveNotPossible, match="it is closed"):
        answer_filing(city, "bai", number, AnswerGiven(A.REGISTERED))


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (AnswerGiven(A.SUPPLEMENT_REQUIRED), "text"),
        (AnswerGiven(A.RETURNED, " "), "text"),
        (AnswerGiven(A.REGISTERED, problems=FAULT), "leave out --problem"),
        (AnswerGiven(A.REGISTERED, reply_by=date(2026, 5, 1)), "leave out --reply-by"),
        (AnswerGiven(A.SUPPLEMENT_REQUIRED, "缺", reply_by=date(2026, 3, 1)), "before today"),
    ],
)
def test_an_answer_without_what_its_kind_says_is_refused(
    city: Site, package: Path, given: AnswerGiven, why: str
) -> None:
    number = receive_filing(city, "bai", package).number
    with pytest.raises(BadInput, match=why):
        answer_filing(city, "bai", number, given)


def test_an_opinion_names_what_is_wrong(city: Site, package: Path) -> None:
    number = receive_filing(city, "bai", package).number
    answer_filing(city, "bai", number, AnswerGiven(A.REGISTERED))
    with pytest.raises(BadInput, match="add --problem"):
        answer_filing(city, "fang", number, AnswerGiven(A.REVIEW_OPINION, "违法"))


def test_the_senders_last_day_is_the_letters_own_before_that_of_the_rules(
    city: Site, package: Path
) -> None:
    number = receive_filing(city, "bai", package).number

    done = answer_filing(
        city, "bai", number, AnswerGiven(A.SUPPLEMENT_REQUIRED, "缺", reply_by=date(2026, 4, 30))
    )

    with city.database.reading() as connection:
        filing = received_filings.find(connection, number)
    assert filing is not None
    assert str(done.reply_by) == "2026-04-30" == filing["reply_by"]


KILLED = """
import os, signal, sys
from pathlib import Path
from datetime import date
from office_builders import a_city
from builders import today_is
from models.filing import FilingAnswer
from models.received_filing import AnswerGiven
from review_flows.desk.filing_office import answer_filing
site = a_city(Path(sys.argv[1]))
today_is(site, date(2026, 3, 30))
answer_filing(site, "bai", sys.argv[2], AnswerGiven(FilingAnswer.REGISTERED))
os.kill(os.getpid(), signal.SIGKILL)  # committed, and nothing written
"""


def test_an_answer_whose_process_was_killed_is_written_later_with_the_same_bytes(
    city: Site, package: Path, tmp_path: Path
) -> None:
    number = receive_filing(city, "bai", package).number
    path = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(city.settings.home), number],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(path)},
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    assert not (city.settings.docs_out / "filing_office").exists()

    today_is(city, date(2026, 4, 8))
    (written,) = write_answers(city)
    first = written.path.read_bytes()
    written.path.unlink()
    (again,) = write_answers(city)

    assert again.path.read_bytes() == first
    assert write_answers(city) == []
    assert "2026年3月30日" in _text_of(first)
    faults: list[object] = []
    walk_log(city.database, faults.append)
    assert faults == []


def _text_of(zipped: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(zipped)) as archive:
        (letter,) = [name for name in archive.namelist() if name.endswith(".docx")]
        read = open_word(archive.read(letter)).text
    assert read is not None
    return str(read.text)


def a_letter(kind: FilingAnswer) -> AnswerLetter:
    return AnswerLetter(
        kind=str(kind),
        letter_number="云中备〔2026〕1号",
        written_on="2026-04-01",
        office="云中市人民政府",
        sender="青岚区人民政府",
        title=TITLE,
        document_number="青岚政规〔2026〕1号",
        registration_number="",
        published_on="2026-03-27",
        received_on="2026-03-30",
        text="第二条缺乏依据" if kind in WORDED else "",
        problems=("content",),
        reply_by="2026-04-30",
        term_verified=False,
    )


@pytest.mark.parametrize("kind", list(FilingAnswer))
def test_the_letter_of_each_answer_opens_and_says_to_whom_of_what(kind: FilingAnswer) -> None:
    letter = a_letter(kind)
    content = render_letter(compose(letter))

    opened = open_word(content)

    assert opened.report.refusal is None and opened.text is not None
    text = str(opened.text.text)
    for said in (letter.sender, letter.office, TITLE, "2026年4月1日", letter.letter_number):
        assert said in text
    assert (letter.text in text) is True
    assert content == render_letter(compose(letter))


def test_a_last_day_by_a_rule_that_nobody_verified_says_so_in_the_letter() -> None:
    assert "未核实" in compose(a_letter(A.INQUIRY)).note


def test_a_letter_comes_back_from_the_log_as_it_was() -> None:
    letter = a_letter(A.INQUIRY)
    assert letter_of(json.loads(json.dumps(asdict(letter)))) == letter


def test_every_answer_of_the_table_has_its_letter() -> None:
    given = {answer for answers in ANSWERS.values() for answer in answers}
    assert given == set(FilingAnswer)
    assert len({compose(a_letter(kind)).heading for kind in given}) == len(given)


def test_the_form_check_names_missing_papers_and_a_late_filing(city: Site) -> None:
    rule, calendar = rule_of(city, UPPER), city.calendar
    papers = ("1_备案报告.docx", TEXT, "3_起草说明.docx", "4_制定依据.docx")
    in_time, published = date(2026, 4, 13), date(2026, 3, 27)

    def check(names: tuple[str, ...], day: date, calendar: WorkCalendar = calendar) -> FormCheck:
        return form_check(rule, names, published, day, calendar)

    assert check(papers, in_time).warnings == ()
    assert check(papers[:3], in_time).missing == (FilingPaper.BASES,)
    assert check(papers, date(2026, 4, 14)).warnings == (ReceiptWarning.FILED_LATE,)
    none = form_check(None, papers, published, in_time, calendar)
    assert none.warnings == (ReceiptWarning.NO_RULE,)


def test_the_log_is_not_whole_where_a_received_filing_was_changed_behind_it(
    city: Site, package: Path
) -> None:
    number = receive_filing(city, "bai", package).number
    with city.database.writing() as connection:
        received_filings.change(connection, number, state=str(S.PASSED))

    told: list[object] = []
    walk_log(city.database, told.append)

    (fault,) = map(str, told)
    assert chain_of(number) in fault and "is 'passed'" in fault


def in_earnest(package: Path) -> Path:
    """The same package, as a site sends it that plays nothing."""
    files = files_of(package)
    said = replace(read_manifest(files["manifest.json"]), played=False)
    return repacked(package, files | {"manifest.json": manifest_bytes(said)})


def test_a_package_of_a_demonstration_is_not_registered_on_a_real_site(
    city: Site, package: Path
) -> None:
    refused = run(city, "filing", "receive", str(package), "--as", "bai", "--lang", "zh")

    assert refused.exit_code == 1
    assert "演示材料，不予登记" in refused.stderr and "报送的文件包不能接收" in refused.stderr


def test_the_commands_receive_show_answer_and_log(city: Site, package: Path) -> None:
    in_earnest(package)
    received = run(city, "filing", "receive", str(package), "--as", "bai", "--lang", "zh")
    assert received.exit_code == 0, received.output
    assert "R2026-0001" in received.stdout
    again = run(city, "filing", "receive", str(package), "--as", "bai", "--json")
    assert json.loads(again.stdout)["known"] is True

    done = run(city, "filing", "answer", "R2026-0001", "--kind", "registered", "--as", "bai")
    assert done.exit_code == 0, done.output
    listed = run(city, "filing", "received", "--json", "--as", "fang")
    assert json.loads(listed.stdout)["state"] == "registered"
    shown = run(city, "filing", "received", "R2026-0001", "--lang", "zh")
    assert "材料齐全" in shown.stdout and "首次报备" in shown.stdout
    log = run(city, "log", "show", "filing:R2026-0001", "--lang", "zh", "--as", "jin")
    assert "接收报备" in log.stdout and "答复报备" in log.stdout and "已登记" in log.stdout
    assert run(city, "log", "verify").exit_code == 0
    hidden = run(city, "log", "show", "filing:R2026-0001", "--as", "ren")
    assert hidden.exit_code == NotAllowed.exit_code


def test_options_that_are_not_known_are_told_with_the_nearest(city: Site, package: Path) -> None:
    for given, said in (
        (("--kind", "registred"), "registered"),
        (("--kind", "inquiry", "--text", "问", "--reply-by", "soon"), "2026-04-30"),
        (("--kind", "review_opinion", "--text", "违", "--problem", "contents"), "content"),
    ):
        result = run(city, "filing", "answer", "R2026-0001", *given, "--as", "bai")
        assert result.exit_code == BadInput.exit_code
        assert said in result.stderr
    result = run(city, "filing", "answer", "R2026-0009", "--kind", "registered", "--as", "bai")
    assert result.exit_code == NotFound.exit_code
