"""A clean-up: its list, what is decided by hand or by a sheet, what follows for a case."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from builders import today_is
from cli_running import run
from databases import case_in, entries
from docx import Document
from openpyxl import Workbook, load_workbook  # type: ignore[import-untyped]
from validity_builders import filed_saying, number_of, pass_days

from models.case import CaseState as S
from models.catalogue.cell import CatalogueRow, CatalogueSheet
from models.cleanup import Cleanup, CleanupOutcome, Decision
from models.cleanup_reading import filled_rows
from models.errors import BadInput, Conflict, NotAllowed, NotFound
from models.event import SITE_CHAIN
from models.moves import Move
from review_flows.desk import act
from review_flows.desk.cleanup import decide, start_cleanup
from review_flows.desk.cleanup_closing import close_cleanup
from review_flows.desk.validity_watch import follow_days
from review_flows.outside.cleanups import find_cleanup
from review_flows.outside.site import Site

Out = CleanupOutcome


def listed_outside(site: Site, lines: Sequence[tuple[str, str]], **values: object) -> None:
    """A catalogue of an office with normative documents: (title, document number)."""
    with site.database.writing() as connection:
        catalogue = connection.insert_numbered(
            "catalogues",
            name="目录.xlsx",
            sha256=f"{len(lines)}{lines[0][1]}",
            unit="",
            imported_at="2026-01-01",
            person="yin",
        )
        rows = [
            {
                "catalogue": catalogue,
                "line": line,
                "sheet": "",
                "sheet_row": line,
                "title": title,
                "document_number": number,
                "registration_number": "",
                "issued_on": "2019-01-02",
                "unit": "示例局",
                "normative": "yes",
                "remarks": "",
                "fault": "",
                "fault_detail": "",
                "raw": "{}",
                **values,
            }
            for line, (title, number) in enumerate(lines, start=1)
        ]
        connection.insert_many("catalogue_lines", rows)  # type: ignore[arg-type]


def outsiders(count: int) -> list[tuple[str, str]]:
    return [(f"第{n}件办法", f"示政发〔2019〕{n}号") for n in range(1, count + 1)]


def started(site: Site) -> Cleanup:
    return start_cleanup(site, "yin", "2026年度清理", "区政府第60次常务会议")


def now(site: Site, number: str) -> Cleanup:
    with site.database.reading() as connection:
        cleanup = find_cleanup(connection, number)
    assert cleanup is not None
    return cleanup


def four_in_force(site: Site) -> list[str]:
    cases = [filed_saying(site, f"{name}办法") for name in "甲乙丙"]
    cases.append(filed_saying(site, "丁办法", until=date(2026, 8, 1)))
    pass_days(site, 40)
    follow_days(site)
    return cases


def test_the_list_holds_what_is_in_force_here_and_what_catalogues_list_besides(site: Site) -> None:
    first, second = filed_saying(site, "甲办法"), filed_saying(site, "乙办法")
    pass_days(site, 40)
    follow_days(site)
    filed_saying(site, "未施行的办法")
    known = number_of(site, first).replace("〔", "[").replace("〕", "]")
    listed_outside(site, [("甲办法", known), *outsiders(2), outsiders(1)[0]])
    listed_outside(site, [("内部制度", "示政办〔2019〕9号")], normative="no")
    listed_outside(site, [("读不出的", "示政办〔2019〕8号")], fault="no_number")
    cleanup = started(site)
    assert cleanup.number == "C2026-01"
    assert [(item.case_number, item.title) for item in cleanup.items] == [
        (first, "甲办法"),
        (second, "乙办法"),
        ("", "第1件办法"),
        ("", "第2件办法"),
    ]
    entry = entries(site.database, SITE_CHAIN)[-1]
    assert (entry.actor, entry.move) == ("yin", "start_cleanup")
    assert json.loads(entry.body)["items"] == 4
    assert started(site).number == "C2026-02"


def test_what_a_document_here_repealed_is_not_on_the_list(site: Site) -> None:
    listed_outside(site, outsiders(3))
    text = "第一条 自即日起施行，《第2件办法》（示政发〔2019〕2号）同时废止。"
    new = filed_saying(site, "新办法", text)
    act(site, "yin", new, Move.SETTLE_RELATION, {"relation": 1, "state": "confirmed"})
    assert "第2件办法" in [item.title for item in started(site).items]  # not in effect yet
    pass_days(site, 40)
    assert "第2件办法" not in [item.title for item in started(site).items]


def test_what_a_clean_up_ended_outside_the_system_is_not_on_the_next_list(site: Site) -> None:
    listed_outside(site, outsiders(4))
    cleanup = started(site)
    ends = (Out.REPEAL, Out.LAPSED, Out.ALREADY_REPEALED)
    decide(site, "yin", cleanup.number, [Decision(n, end, "已") for n, end in enumerate(ends, 1)])
    decide(site, "yin", cleanup.number, [Decision(4, Out.CONTINUE)])
    assert len(started(site).items) == 4  # the clean-up is still open
    began_on = cleanup.as_of
    pass_days(site, 10)
    close_cleanup(site, "yin", cleanup.number)
    assert [item.title for item in started(site).items] == ["第4件办法"]
    assert len(start_cleanup(site, "yin", "甲", "乙", began_on).items) == 4


def test_a_list_as_of_an_earlier_day_holds_what_has_ended_since(site: Site) -> None:
    four_in_force(site)
    today_is(site, date(2026, 9, 1))
    follow_days(site)
    late = start_cleanup(site, "yin", "甲", "乙", date(2026, 8, 1))
    assert [item.title for item in late.items][-1] == "丁办法"
    assert [item.title for item in started(site).items][-1] == "丙办法"


@pytest.mark.parametrize(
    ("actor", "name", "basis", "day", "kind", "says"),
    [
        ("shen", "名", "据", None, NotAllowed, "needs the role chief or registrar"),
        ("nobody", "名", "据", None, NotFound, "The person “nobody”"),
        ("yin", " ", "据", None, BadInput, "name: say what"),
        ("yin", "名", " ", None, BadInput, "basis: say by which"),
        ("yin", "名", "据", date(2030, 1, 1), BadInput, "has not come yet"),
        ("yin", "名", "据", date(2001, 1, 1), BadInput, "nothing was in force on 2001-01-01"),
    ],
)
def test_a_clean_up_that_cannot_be_is_refused_and_logged(
    site: Site,
    actor: str,
    name: str,
    basis: str,
    day: date | None,
    kind: type[Exception],
    says: str,
) -> None:
    listed_outside(site, outsiders(1))
    with pytest.raises(kind, match=says):
        start_cleanup(site, actor, name, basis, day)
    entry = entries(site.database, SITE_CHAIN)[-1]
    assert (entry.move, entry.result) == ("start_cleanup", "refused")


def test_each_outcome_has_its_consequence_for_the_case(site: Site) -> None:
    kept, amended, repealed, lapsed = four_in_force(site)
    cleanup = started(site)
    outcomes = {kept: Out.CONTINUE, amended: Out.AMEND, repealed: Out.REPEAL, lapsed: Out.LAPSED}
    decisions = [
        Decision(item.number, outcomes[item.case_number], "调整对象已消失")
        for item in cleanup.items
    ]
    decide(site, "qian", cleanup.number, decisions)
    assert {case_in(site.database, case).state for case in outcomes} == {S.IN_FORCE}
    closed = close_cleanup(site, "yin", cleanup.number)
    assert closed.closed_at and list(closed.counts.values()) == [1, 1, 1, 1, 0]
    states = [case_in(site.database, case).state for case in outcomes]
    assert states == [S.IN_FORCE, S.IN_FORCE, S.REPEALED, S.REPEALED]
    reason = json.loads(entries(site.database, repealed)[-1].body)["form"]["reason"]
    assert reason == "2026年度清理（C2026-01）决定废止：调整对象已消失"
    told = json.loads(entries(site.database, amended)[-1].body)
    assert (told["form"]["about"], told["told"]) == ("cleanup:C2026-01", ["lin", "yin"])
    entry = entries(site.database, SITE_CHAIN)[-1]
    assert (entry.move, json.loads(entry.body)["counts"]["repeal"]) == ("close_cleanup", 1)
    with pytest.raises(Conflict, match="C2026-01 is closed"):
        decide(site, "yin", cleanup.number, decisions)
    with pytest.raises(Conflict, match="C2026-01 is closed"):
        close_cleanup(site, "yin", cleanup.number)


def test_what_was_to_lapse_and_whose_period_is_over_has_lapsed(site: Site) -> None:
    *_, lapsed = four_in_force(site)
    cleanup = started(site)
    today_is(site, date(2026, 9, 1))  # and the watch has not looked yet
    decisions = [Decision(n, Out.LAPSED, "期满") for n in (1, 2, 3, 4)]
    decide(site, "yin", cleanup.number, decisions)
    close_cleanup(site, "yin", cleanup.number)
    assert case_in(site.database, lapsed).state is S.LAPSED


def test_a_closing_that_stopped_halfway_goes_on(site: Site) -> None:
    cases = four_in_force(site)
    cleanup = started(site)
    decide(site, "yin", cleanup.number, [Decision(n, Out.REPEAL, "已") for n in (1, 2)])
    decide(site, "yin", cleanup.number, [Decision(n, Out.AMEND, "改") for n in (3, 4)])
    act(site, "system", cases[0], Move.REPEAL, {"reason": "如同中断之前"})
    close_cleanup(site, "yin", cleanup.number)
    reminded = [e.move for e in entries(site.database, cases[2])].count("remind")
    assert reminded == 1 and case_in(site.database, cases[1]).state is S.REPEALED


def test_an_open_clean_up_is_not_closed_and_the_undecided_items_are_named(site: Site) -> None:
    listed_outside(site, outsiders(12))
    cleanup = started(site)
    decide(site, "yin", cleanup.number, [Decision(1, Out.CONTINUE)])
    says = r"11 of 12 items are undecided: 2 示政发〔2019〕2号; .* and 1"
    with pytest.raises(Conflict, match=says):
        close_cleanup(site, "yin", cleanup.number)
    assert not now(site, cleanup.number).closed_at


def test_decisions_are_taken_together_or_not_at_all(site: Site) -> None:
    repealed = four_in_force(site)[0]
    listed_outside(site, outsiders(1))
    cleanup = started(site)
    wrong = [
        Decision(2, Out.CONTINUE),
        Decision(9, Out.CONTINUE),
        Decision(3, Out.REPEAL),
        Decision(4, Out.CONTINUE, document_number="示政发〔2000〕1号"),
        Decision(1, Out.ALREADY_REPEALED, "见公告"),
        Decision(2, Out.AMEND, "改"),
    ]
    with pytest.raises(BadInput) as refused:
        decide(site, "yin", cleanup.number, wrong)
    for said in (
        "item 2 is decided twice",
        "item 9 is not on the list, which goes from 1 to 5",
        "item 3: repeal needs its reason",
        "and not 示政发〔2000〕1号",
        f"item 1: case {repealed} is in force here; say repeal",
    ):
        assert said in str(refused.value)
    assert len(now(site, cleanup.number).undecided) == 5
    act(site, "system", repealed, Move.REPEAL, {"reason": "由新办法废止"})
    with pytest.raises(BadInput, match=f"item 1: case {repealed} is repealed by now"):
        decide(site, "yin", cleanup.number, [Decision(1, Out.CONTINUE)])
    decide(site, "yin", cleanup.number, [Decision(1, Out.ALREADY_REPEALED, "由新办法废止")])


def sheet_of(site: Site, cleanup: Cleanup, path: Path) -> Workbook:
    done = run(site, "cleanup", "show", cleanup.number, "--xlsx", "--out", str(path))
    assert done.exit_code == 0, done.stderr
    return load_workbook(path)


# (county city 乐清 2020: 411 → 206/7/126/50/22; a district 2025: 152 → 52/0/0/100/0; domain.md §10)
@pytest.mark.parametrize("counts", [(206, 7, 126, 50, 22), (52, 0, 0, 100, 0)])
def test_the_lists_of_a_real_clean_up_come_out_with_its_figures(
    site: Site, tmp_path: Path, counts: tuple[int, ...]
) -> None:
    listed_outside(site, outsiders(sum(counts)))
    cleanup = started(site)
    assert len(cleanup.items) == sum(counts)
    book = sheet_of(site, cleanup, tmp_path / "sheet.xlsx")
    words = ("继续有效", "修改", "废止", "宣布失效", "已废止")
    said = [one for one, count in zip(words, counts, strict=True) for _ in range(count)]
    for row, outcome in enumerate(said, start=2):
        book.worksheets[0].cell(row, 8).value = outcome
        book.worksheets[0].cell(row, 9).value = "见说明"
    book.save(tmp_path / "sheet.xlsx")
    filled = ("--file", str(tmp_path / "sheet.xlsx"), "--as", "yin")
    taken = run(site, "cleanup", "decide", cleanup.number, *filled, "--json")
    assert json.loads(taken.stdout) == {"taken": sum(counts), "left": []}
    assert run(site, "cleanup", "close", cleanup.number, "--as", "yin").exit_code == 0
    assert tuple(now(site, cleanup.number).counts.values()) == counts
    path = tmp_path / "lists.docx"
    for _ in range(2):
        done = run(site, "cleanup", "show", cleanup.number, "--docx", "--out", str(path))
        assert done.exit_code == 0, done.stderr
    document = Document(str(path))
    lines = [p.text for p in document.paragraphs]
    shown = [word for word, count in zip(Out, counts, strict=True) if count]
    assert len(document.tables) == len(shown)
    assert [len(table.rows) - 1 for table in document.tables] == [c for c in counts if c]
    assert any(f"共{sum(counts)}件，其中：继续有效{counts[0]}件" in line for line in lines)
    assert f"一、继续有效（{counts[0]}件）" in lines


def test_a_sheet_is_taken_row_by_row_and_each_other_row_is_listed_with_its_reason(
    site: Site, tmp_path: Path
) -> None:
    listed_outside(site, outsiders(4))
    cleanup = started(site)
    book = Workbook()
    rows: list[tuple[object, ...]] = [
        ("清理表",),
        ("序号", "发文字号", "清理意见", "理由"),
        (1, "示政发[2019]1号", "保留", None),
        (2, "示政发〔2019〕2号", "废止", None),
        ("三", None, "废止", "已"),
        (4, None, "作废", "已"),
        (3, None, None, "还没有想好"),
        (1, None, "修改", "改"),
        (8, None, "继续有效", None),
    ]
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "sheet.xlsx")
    filled = ("--file", str(tmp_path / "sheet.xlsx"), "--as", "yin", "--json")
    done = run(site, "cleanup", "decide", cleanup.number, *filled)
    said = json.loads(done.stdout)
    assert said["taken"] == 1 and [one["row"] for one in said["left"]] == [4, 5, 6, 8, 9]
    assert [one["item"] for one in said["left"]] == ["2", "三", "4", "1", "8"]
    for fault, begins in zip(
        (one["fault"] for one in said["left"]),
        ("item 2: repeal needs", "序号 “三”", "“作废” is no outcome", "item 1 stands", "item 8 is"),
        strict=True,
    ):
        assert fault.startswith(begins)
    assert len(now(site, cleanup.number).undecided) == 3
    (tmp_path / "wrong.csv").write_text("甲,乙\n1,2\n", "utf-8")
    wrong = ("--file", str(tmp_path / "wrong.csv"), "--as", "yin")
    refused = run(site, "cleanup", "decide", cleanup.number, *wrong)
    assert refused.exit_code == 2 and "序号 and 清理意见" in refused.stderr


def test_the_outcome_of_a_sheet_is_chosen_from_a_list(site: Site, tmp_path: Path) -> None:
    listed_outside(site, outsiders(5))
    cleanup = started(site)
    path = tmp_path / "sheet.xlsx"
    book = sheet_of(site, cleanup, path)
    (choice,) = book.worksheets[0].data_validations.dataValidation
    words = choice.formula1.strip('"').split(",")
    assert words == ["继续有效", "修改", "废止", "失效", "此前已废止"]
    assert (choice.type, str(choice.sqref), choice.errorStyle) == ("list", "H2:H6", "warning")
    for row, said in enumerate(words, start=2):
        book.worksheets[0].cell(row, 8).value = said
        book.worksheets[0].cell(row, 9).value = "见说明"
    book.save(path)
    run(site, "cleanup", "decide", cleanup.number, "--file", str(path), "--as", "yin")
    assert [item.outcome for item in now(site, cleanup.number).items] == list(Out)


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        *(("继续", Out.CONTINUE), ("继续执行", Out.CONTINUE), ("修订", Out.AMEND)),
        *(("予以修改", Out.AMEND), ("予以废止", Out.REPEAL), ("拟失效", Out.LAPSED)),
    ],
)
def test_short_forms_of_an_outcome_are_understood_in_a_sheet_and_at_the_shell(
    site: Site, said: str, outcome: CleanupOutcome
) -> None:
    rows = (CatalogueRow(1, ("序号", "清理意见", "理由")), CatalogueRow(2, (1, said, "见说明")))
    (row,) = filled_rows(CatalogueSheet("清理表", rows))
    assert row.decision == Decision(1, outcome, "见说明")
    listed_outside(site, outsiders(1))
    number = started(site).number
    decided = ("cleanup", "decide", number, "1", said, "--reason", "见说明", "--as", "yin")
    assert run(site, *decided).exit_code == 0
    assert now(site, number).items[0].outcome is outcome


def test_a_row_that_is_not_taken_is_named_by_its_item_and_its_place(
    site: Site, tmp_path: Path
) -> None:
    listed_outside(site, outsiders(2))
    cleanup = started(site)
    path = tmp_path / "sheet.xlsx"
    book = sheet_of(site, cleanup, path)
    book.worksheets[0].cell(3, 8).value = "作废"
    book.save(path)
    filled = ("--file", str(path), "--as", "yin", "--lang", "zh")
    head, row = run(site, "cleanup", "decide", cleanup.number, *filled).stdout.splitlines()
    assert head == "序号\t表格第几行（含表头）\t未登记的原因"
    assert row.startswith("2\t3\t“作废” is no outcome. Say 继续有效、修改、废止、失效、")


def test_the_commands_say_what_there_is_and_what_to_run_next(site: Site) -> None:
    listed_outside(site, outsiders(3))
    begun = run(site, "cleanup", "start", "清理", "--basis", "决定", "--as", "yin", "--json")
    number = json.loads(begun.stdout)["number"]  # of the machine's year
    assert json.loads(begun.stdout)["items"] == 3 and number.endswith("-01")
    assert f"cleanup show {number} --xlsx" in begun.stderr
    decided = ("cleanup", "decide", number, "2", "repeal", "--reason", "已", "--as", "yin")
    assert "still undecided: 2" in run(site, *decided).stderr
    (line,) = run(site, "cleanup", "list", "--json").stdout.splitlines()
    assert json.loads(line)["undecided"] == 2
    rest = run(site, "cleanup", "show", number, "--outcome", "undecided", "--json").stdout
    assert [json.loads(line)["number"] for line in rest.splitlines()] == [1, 3]
    for args, code, says in (
        (("show", f"{number[:-1]}9"), 4, f"Did you mean {number}"),
        (("show", number, "--outcome", "kept"), 2, "The outcome “kept”"),
        (("decide", number, "x", "repeal", "--as", "yin"), 2, "a number of the list"),
        (("decide", number, "1", "void", "--as", "yin"), 2, "The outcome “void”"),
        (("decide", number, "--as", "yin"), 2, "or --file FILE.xlsx"),
        (("start", "清理", "--as-of", "2026-2-3", "--as", "yin"), 2, "write it as 2026-03-09"),
        (("close", number, "--as", "shen"), 4, "needs the role chief or registrar"),
    ):
        done = run(site, "cleanup", *args)
        assert done.exit_code == code and says in done.stderr, done.stderr
