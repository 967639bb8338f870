"""The play goes through the real flows, and everything it leaves says what it has to say."""

import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from builders import a_site
from databases import case_in
from docx import Document
from played_case import Played, play_in, played_in

from models.case import CaseState
from models.document import clauses_of
from review_flows.demo.play import scenes
from review_flows.outside.log_walk import LogFault, walk_log
from review_flows.outside.people import import_people
from review_flows.outside.word.reading.reader import read_word

pytestmark = pytest.mark.prefect
TITLE = "青岚区电动自行车停放充电安全管理办法（试行）"
DRAFTING_UNIT, OFFICE = "青岚区住房和城乡建设局", "青岚区司法局"
UPPER, CONGRESS = "云中市人民政府", "青岚区人民代表大会常务委员会"
ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "docs_in/青岚区电动自行车停放充电管理办法"
READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")

# Counted on a wall calendar, not by our code: accepted on Thursday 12 March 2026, five and fifteen
# working days later; published on 14 April, fifteen and thirty days later, both on working days;
# three working days for the advisor from Friday 13 March.
SAYS = {
    "supplement_notice": ("2026年3月10日", "2026年3月17日", "公平竞争审查结论", "2026年3月9日"),
    "acceptance_notice": ("2026年3月12日", "2026年3月19日", "2026年4月2日"),
    "advice_request": ("2026年3月13日", "2026年3月18日", "顾律师", "第十二条", "青岚区人民政府"),
    "review_opinion": ("2026年3月20日", "第二十九条第一款", "应当予以修改", "沈审核", "钱审批"),
    "revision_confirmation": ("2026年3月26日", "未采纳", "部分采纳", "沈审核"),
    "adoption_report": (
        "2026年3月26日", "青岚区人民政府办公室", "未采纳的审核意见", "部分采纳的审核意见",
        "第二条第二款", "《中华人民共和国标准化法》第二条",
    ),
    "issuance_notice": ("2026年4月10日", "2026年4月8日", "第58次常务会议", "江区长"),
    "publication_notice": (
        "2026年4月14日", "2026年6月1日", "2028年5月31日", UPPER, "2026年4月29日", CONGRESS,
        "2026年5月14日",
    ),
    "filing_report": ("2026年4月14日", "2026年6月1日", "2028年5月31日", "第58次常务会议"),
    "adoption_form": ("2026年3月20日", "第二十九条第一款", "应当予以修改", "理由和依据"),
    "filing_explanation": ("2026年4月14日", "起草说明、制定依据", "第58次常务会议", "未采纳的理由"),
    "filing_catalogue": ("2026年4月14日", "备案报告", "正式文本", "起草说明", "备案说明"),
    "handling_sheet": ("2026年4月14日", "沈审核", "钱审批", "第58次常务会议", "签署审核意见书"),
}  # fmt: skip
OF_EACH_TRACK = ("filing_report", "filing_explanation", "filing_catalogue")
NUMBERED = {"issuance_notice", "publication_notice", "filing_report"}


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory, prefect_home: Path) -> Iterator[Played]:
    """The play, once for all tests of this file."""
    played = played_in(tmp_path_factory.mktemp("play"), prefect_home)
    yield played
    played.site.database.close()


def test_the_case_is_in_force_and_the_play_says_so(played: Played) -> None:
    case = case_in(played.site.database, played.number)

    assert (case.state, case.title, case.played) == (CaseState.IN_FORCE, TITLE, True)
    assert (case.accepted_on, case.floor_on, case.ceiling_on) == (
        "2026-03-12", "2026-03-19", "2026-04-02",
    )  # fmt: skip
    assert "take_effect → in_force" in played.said
    assert f"review-flows show {played.number}" in played.said


def test_every_leg_is_done_and_every_letter_written(played: Played) -> None:
    legs = played.rows("SELECT DISTINCT status FROM legs")
    assert [row["status"] for row in legs] == ["done"]
    letters = played.rows("SELECT kind, written_at FROM letters WHERE case_number = :case")
    assert all(row["written_at"] for row in letters)
    assert Counter(row["kind"] for row in letters) == {
        **dict.fromkeys(SAYS, 1),
        **dict.fromkeys(OF_EACH_TRACK, 2),
    }
    assert len(list(played.outbox.glob("*.docx"))) == len(letters) == 16


@pytest.mark.parametrize("kind", SAYS)
def test_a_letter_says_its_names_numbers_and_days(played: Played, kind: str) -> None:
    numbers = [row["number"] for row in played.rows(NUMBERS, kind=kind)]
    for words, number in zip(played.letters(kind), numbers, strict=True):
        for expected in (number, TITLE, "【演示】", *SAYS[kind]):
            assert expected in words, f"{kind} does not say {expected}"
        assert DRAFTING_UNIT in words or kind == "filing_catalogue"
        assert OFFICE in words or kind in {*NUMBERED, "filing_catalogue"}


NUMBERS = "SELECT number FROM letters WHERE case_number = :case AND kind = :kind ORDER BY id"


def test_letters_after_the_meeting_bear_the_numbers_of_the_register(played: Played) -> None:
    (register,) = played.rows("SELECT * FROM issuances WHERE case_number = :case")
    assert re.fullmatch(r"青\S*〔2026〕1号", register["document_number"])

    for kind in NUMBERED:
        for words in played.letters(kind):
            assert register["document_number"] in words
            assert register["registration_number"] in words


def test_the_opinion_and_its_confirmation_are_bound_to_the_texts_they_speak_of(
    played: Played,
) -> None:
    drafts = "SELECT sha256 FROM documents WHERE case_number = :case AND kind = 'draft' ORDER BY id"
    first, revised = (row["sha256"] for row in played.rows(drafts))
    (opinion,) = played.letters("review_opinion")
    (confirmation,) = played.letters("revision_confirmation")
    (issuance,) = played.letters("issuance_notice")

    assert first in opinion and revised not in opinion
    assert revised in confirmation and revised in issuance


def test_each_report_goes_to_its_recipient_with_its_own_term(played: Played) -> None:
    upper, congress = played.letters("filing_report")

    assert f"{UPPER}：" in upper and "2026年4月29日" in upper and "2026年5月14日" not in upper
    assert f"{CONGRESS}：" in congress and "2026年5月14日" in congress
    assert UPPER not in congress


@pytest.mark.parametrize("recipient", ["upper_government", "npc_standing_committee"])
def test_a_package_opens_and_holds_what_its_manifest_says(played: Played, recipient: str) -> None:
    content = (played.outbox / "filing" / f"{played.number}_{recipient}.zip").read_bytes()
    tracks = "SELECT package_sha256 FROM filings WHERE case_number = :case AND recipient = :who"
    (track,) = played.rows(tracks, who=recipient)
    assert sha256(content).hexdigest() == track["package_sha256"]

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(files.pop("manifest.json"))
    said = {name: file["sha256"] for name, file in manifest["files"].items()}
    assert said == {name: sha256(inside).hexdigest() for name, inside in files.items()}
    # The text was changed, so its confirmation goes along; and it goes as bare text as well.
    assert len(files) == 9
    for name, inside in files.items():
        said_in = (
            Document(io.BytesIO(inside)).paragraphs if name.endswith(".docx") else inside.split()
        )
        assert len(said_in) > 3, name
        assert (played.outbox / "filing" / recipient / name).read_bytes() == inside


def test_what_is_filed_is_the_revised_text(played: Played) -> None:
    text = read_word((played.outbox / "filing/upper_government/2_正式文本.docx").read_bytes())

    assert "备案编号" in read_word((SAMPLE / "送审稿.docx").read_bytes()).text
    assert "备案编号" not in text.text


def test_the_log_is_whole_and_every_entry_is_marked_as_played(played: Played) -> None:
    faults: list[LogFault] = []

    walk = walk_log(played.site.database, faults.append)

    assert faults == [] and walk.entries >= 33
    said = f"The log is whole (entries: {walk.entries}, chains: {walk.chains})."
    assert said in played.said
    for readme in READMES:
        assert said in readme.read_text("utf-8"), f"say in {readme.name}: {said}"
    bodies = [json.loads(row["body"]) for row in played.rows("SELECT body FROM events")]
    assert all(body.get("played") is True for body in bodies)


def test_every_scene_of_the_story_stands_in_the_log_on_its_day(played: Played) -> None:
    sql = (
        "SELECT actor, move, at FROM events WHERE chain = :case AND actor <> 'system' "
        "AND result = 'done' ORDER BY seq"
    )
    done = [(row["at"][:10], row["actor"], row["move"]) for row in played.rows(sql)]

    assert done == [(scene.on.isoformat(), scene.actor, scene.move) for scene in scenes()]


def test_every_place_that_the_story_names_is_a_clause_of_the_draft() -> None:
    clauses = clauses_of(read_word((SAMPLE / "送审稿.docx").read_bytes()))
    addresses = {clause.address for clause in clauses}
    told = json.dumps([dict(scene.form) for scene in scenes()], default=str)

    named = {json.loads(f'"{text}"') for text in re.findall(r'"address": "([^"]+)"', told)}
    assert len(named) >= 7
    assert named <= addresses


def test_what_came_in_lies_in_the_folder_of_the_case(played: Played) -> None:
    received = played.site.settings.docs_in / "received" / played.number

    assert {path.name for path in received.iterdir()} == {path.name for path in SAMPLE.iterdir()}
    assert [path.name for path in played.site.settings.docs_in.iterdir()] == ["received"]


@pytest.mark.soak
def test_a_second_play_is_a_second_case_and_leaves_the_first_as_it_was(
    played: Played, prefect_home: Path
) -> None:
    before = (case_in(played.site.database, played.number), played.files(), entries_of(played))

    second = played_in(played.site.settings.home, prefect_home)

    assert second.number != played.number
    assert case_in(second.site.database, second.number).state is CaseState.IN_FORCE
    after = (case_in(played.site.database, played.number), played.files(), entries_of(played))
    assert after == before
    assert len(second.files()) == len(played.files())
    second.site.database.close()


def entries_of(played: Played) -> list[object]:
    rows = played.rows("SELECT seq, hash FROM events WHERE chain = :case ORDER BY seq")
    return [tuple(row.values()) for row in rows]


def test_where_real_people_work_nothing_is_played(tmp_path: Path, prefect_home: Path) -> None:
    inside = tmp_path / ".review-flows"
    inside.mkdir()
    site = a_site(tmp_path, f"sqlite:///{inside}/review.db")
    head = "unit,unit_name,unit_kind,person,person_name,roles"
    import_people(site.database, f"{head}\nju,某局,drafting_unit,wang,王某,drafter\n")
    site.database.close()

    done = play_in(tmp_path, prefect_home)

    assert done.returncode == 4
    assert "A real office works here (wang)" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "docs_in").exists()
