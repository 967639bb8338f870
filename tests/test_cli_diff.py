"""`diff`: the changes of a draft on the command line, for whom they may concern."""

import json
from datetime import date
from io import StringIO

import pytest
from builders import received, today_is
from cli_running import run
from revision_builders import (
    ADOPTED,
    AS_ASKED,
    ITEM,
    a_draft,
    handed_in,
    read_draft,
    reviewed,
    saying,
)

from models.errors import BadInput
from models.moves import Move
from review_flows.cli.changes_page import compare, show_compared
from review_flows.cli.reader import Reader
from review_flows.desk import act
from review_flows.outside.site import Site

MORE = saying(AS_ASKED, ("应当备案", "应当登记"))


@pytest.fixture
def database_url(tmp_path_factory: pytest.TempPathFactory, sqlite_file: object) -> str:
    """The command line is tried on SQLite alone; the reads behind it on both."""
    import shutil

    folder = tmp_path_factory.mktemp("diff")
    shutil.copy(str(sqlite_file), folder / "review.db")
    return f"sqlite:///{folder}/review.db"


def test_each_change_is_shown_with_the_item_that_asked_for_it(site: Site) -> None:
    number = handed_in(site, reviewed(site, ITEM), MORE, ADOPTED)
    result = run(site, "--lang", "zh", "diff", number)
    lines = [line.split("\t") for line in result.stdout.splitlines()]
    assert lines[0] == ["变化", "原条款", "现条款", "原文", "现文", "对应意见", "须确认"]
    assert lines[1][:3] == ["改动", "第二条", "第二条"] and lines[1][5:] == ["", "是"]
    assert lines[2][:3] == ["改动", "第三条", "第三条"] and lines[2][5:] == ["1", ""]
    assert "五百元罚款" in lines[2][3] and "责令改正" in lines[2][4]
    assert "的变化（2处）" in result.stderr


def test_json_gives_codes_and_whole_words(site: Site) -> None:
    number = handed_in(site, reviewed(site, ITEM), MORE, ADOPTED)
    result = run(site, "diff", number, "--json")
    first, second = map(json.loads, result.stdout.splitlines())
    assert (first["change"], first["to_confirm"], first["asked_by"]) == ("changed", True, [])
    assert second["words_before"] == "违反第二条规定的，处五百元罚款。"
    assert second["asked_by"] == [1]


LONG = ("应当备案", "应当" + "登记并公示" * 30 + "后备案")


class Terminal(StringIO):
    """What a person looks at."""

    def isatty(self) -> bool:
        return True


def test_outside_a_terminal_no_words_are_cut(site: Site) -> None:
    number = handed_in(site, reviewed(site, ITEM), saying(AS_ASKED, LONG), ADOPTED)
    (line,) = [one for one in run(site, "diff", number).stdout.splitlines() if "登记" in one]
    assert "\t第二条　" not in line and "…" not in line
    assert f"经营者{LONG[1]}。" in line


def test_on_a_terminal_what_has_to_be_confirmed_is_shown_in_full(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clause that an item asked for is cut, the one that nobody asked for is not."""
    asked = ("处五百元罚款", "责令改正" * 30)
    number = handed_in(site, reviewed(site, ITEM), saying(asked, LONG), ADOPTED)
    monkeypatch.setattr("sys.stdout", terminal := Terminal())
    monkeypatch.setenv("COLUMNS", "2000")
    with site.database.reading() as connection:
        compared = compare(site, connection, number)
    show_compared(Reader("zh", as_json=False, person=""), number, compared, every=False)
    shown = terminal.getvalue()
    assert LONG[1] in shown
    assert "责令改正" * 10 in shown and "责令改正" * 20 not in shown and "…" in shown


def test_what_the_meeting_changed_is_confirmed_as_the_desk_wants_it(site: Site) -> None:
    """The items were settled before the meeting: none asks for what it changed at its place."""
    number = handed_in(site, reviewed(site, ITEM), saying(AS_ASKED), ADOPTED)
    act(site, "shen", number, Move.CONFIRM_REVISION, {"reason": "已按意见修改"})
    changed = a_draft(site, saying(("处五百元罚款", "责令限期改正")))
    today_is(site, date(2026, 3, 25))
    meeting = {"meeting": "第58次常务会议", "held_on": "2026-03-25"}
    form = {**meeting, "result": "passed_with_changes", "documents": [changed]}
    act(site, "guan", number, Move.DELIBERATE, form)
    read_draft(site, number)
    (line,) = map(json.loads, run(site, "diff", number, "--json").stdout.splitlines())
    assert (line["address_after"], line["asked_by"], line["to_confirm"]) == ("第三条", [], True)
    with pytest.raises(BadInput, match="第三条"):
        act(site, "shen", number, Move.CONFIRM_REVISION, {"reason": "已核对"})


def test_renumbered_clauses_are_shown_when_they_are_asked_for(site: Site) -> None:
    lines = [line.replace("第二条　", "第五条　") for line in saying(AS_ASKED)]
    number = handed_in(site, reviewed(site, ITEM), lines, ADOPTED)
    assert "renumbered" not in run(site, "diff", number).stdout
    assert "renumbered\t第二条\t第五条" in run(site, "diff", number, "--all").stdout


def test_what_was_said_and_not_done_is_told(site: Site) -> None:
    number = handed_in(site, reviewed(site, ITEM), saying(("应当备案", "应当登记")), ADOPTED)
    assert "Item 1 is said to be taken up" in run(site, "diff", number).stderr


def test_without_two_texts_that_were_read_nothing_is_compared(site: Site) -> None:
    assert "is the text it is compared with" in run(site, "diff", received(site)).stderr
    number = handed_in(site, reviewed(site, ITEM), MORE, ADOPTED, read=False)
    result = run(site, "diff", number)
    assert "has not been read yet" in result.stderr and not result.stdout


def test_after_a_second_review_the_draft_before_is_compared(site: Site) -> None:
    number = handed_in(site, reviewed(site, ITEM), MORE, ADOPTED)
    act(site, "shen", number, Move.REVIEW_AGAIN, {"reason": "内容变化"})
    assert "changed\t第二条" in run(site, "diff", number).stdout


def test_who_may_not_read_the_documents_may_not_compare_them(site: Site) -> None:
    number = handed_in(site, reviewed(site, ITEM), MORE, ADOPTED)
    assert run(site, "diff", number, "--as", "lin").exit_code == 0
    assert run(site, "diff", number, "--as", "gu").exit_code != 0
