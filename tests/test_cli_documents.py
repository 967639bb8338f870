"""A draft goes out to an advisor and comes back, typed at the shell from beginning to end."""

import json
from pathlib import Path

import pytest
from builders import a_site
from cli_running import run
from document_builders import in_review, saved, with_change, with_comment

from review_flows.outside.site import Site


@pytest.fixture
def office(tmp_path: Path) -> Site:
    """The sample office on SQLite."""
    return a_site(tmp_path)


def typed(site: Site, *args: str) -> str:
    """What a command prints, messages included; it has to succeed."""
    done = run(site, "--lang", "zh", *args)
    assert done.exit_code == 0, done.stderr
    return done.stdout + done.stderr


def test_a_draft_goes_out_and_its_comments_are_answered(office: Site, tmp_path: Path) -> None:
    number = in_review(office)
    fields = ("--field", "advisor=gu", "--field", "question=罚款有无依据")
    typed(office, "act", number, "consult", *fields, "--as", "shen")
    path = tmp_path / "交顾问.docx"
    told = typed(office, "document", "out", number, "--for", "gu", "--to", str(path), "--as", "gu")
    assert f"已交出{number}的送审稿副本（征询1，gu），含批注0条：{path}" in told

    marked = with_comment(path.read_bytes(), "五百元罚款", "没有上位法依据")
    marked = with_change(marked, "备案", "告知", after="应当")
    told = typed(office, "document", "in", saved(tmp_path, marked), "--as", "gu")
    assert told.startswith("位置\t原文\t问题\t建议表述\t来源\t文件所载作者")
    assert "第二条\t备案\t修订：“备案”改为“告知”\t告知\tWord 修订\t顾某" in told
    assert "文件是现稿的副本。" in told and "act 2026-0001 advise --kept --as gu" in told

    typed(office, "act", number, "advise", "--kept", "--as", "gu")
    answers = [{"consultation": 1, "comment": comment, "adoption": "adopted"} for comment in (1, 2)]
    field = f"answers={json.dumps(answers)}"
    typed(office, "act", number, "answer_advice", "--field", field, "--as", "shen")
    page = json.loads(run(office, "show", number, "--json", "--as", "shen").stdout)
    assert [one["quote"] for one in page["comments"]] == ["五百元罚款", "备案"]
    assert [one["replacement"] for one in page["comments"]] == ["", "告知"]
    # As it stands in the file: nothing there tells the zone of the clock that it was read from.
    stated = "2026-03-10T09:00:00Z"
    assert [one["stated_at"] for one in page["comments"]] == [stated, stated]
    shown = typed(office, "show", number, "--as", "shen")
    assert "文件所载作者\t文件所载时间" in shown and f"顾某\t{stated}" in shown
    log = typed(office, "log", "show", number, "--as", "shen")
    assert "交出文稿" in log and "出具顾问意见" in log
