"""What a form asks for can be learned at the shell, and one value may be given for a list."""

import json
from pathlib import Path

import pytest
from builders import a_document, a_site, under_review
from cli_running import run
from hypothesis import given
from hypothesis import strategies as st
from refusals import refused

from models.advice import AdviceKind
from models.document import DocumentKind
from models.errors import BadInput, FormInvalid
from models.form_check import Limb
from models.forms import FORM_OF, AcceptForm, ConfirmRevisionForm, SupplementForm, fill_form
from models.forms.describing import FieldShape, FieldTakes, described, example
from models.moves import Move
from review_flows.desk import act
from review_flows.outside.site import Site


def shapes(move: Move) -> dict[str, FieldShape]:
    """The fields of a move's form by their names."""
    return {shape.name: shape for shape in described(FORM_OF[move])}


# One value of a list.


def test_a_lone_text_of_a_list_is_a_list_of_one() -> None:
    confirmed = fill_form(Move.CONFIRM_REVISION, {"reason": "x", "confirmed": "第十二条第二款"})
    assert isinstance(confirmed, ConfirmRevisionForm)
    assert confirmed.confirmed == ("第十二条第二款",)
    given = {"matter_type": "other_document", "reason": "x", "limbs_missing": "external"}
    accepted = fill_form(Move.ACCEPT, given)
    assert isinstance(accepted, AcceptForm) and accepted.limbs_missing == (Limb.EXTERNAL,)


def test_a_lone_object_of_a_list_is_a_list_of_one(site: Site) -> None:
    document = a_document(site, DocumentKind.BASES)
    form = fill_form(Move.SUPPLEMENT, {"documents": document})
    assert isinstance(form, SupplementForm) and form.documents[0].sha256 == document["sha256"]


def test_a_wrong_code_of_a_list_is_told_as_a_code() -> None:
    with pytest.raises(FormInvalid, match=r"missing\.0: it takes one of draft, "):
        fill_form(Move.REQUEST_SUPPLEMENT, {"missing": "fair_competion", "reason": "x"})


@given(st.lists(st.text("第一二条款", min_size=1), min_size=1, max_size=1))
def test_one_value_says_the_same_with_and_without_its_list(values: list[str]) -> None:
    alone = fill_form(Move.CONFIRM_REVISION, {"reason": "x", "confirmed": values[0]})
    assert alone == fill_form(Move.CONFIRM_REVISION, {"reason": "x", "confirmed": values})


# What is told of a wrong form.


def test_an_unknown_field_of_a_nested_form_names_the_fields_of_that_form() -> None:
    point = {"point": "maker", "finding": "met", "remark": "x"}
    with pytest.raises(FormInvalid) as error:
        fill_form(Move.PROPOSE_OPINION, {"conclusion": "legal", "summary": "x", "points": [point]})
    said = next(line for line in error.value.problems if "no such field" in line)
    assert said == "points.0.remark: no such field. Known: finding, note, point."
    with pytest.raises(FormInvalid, match=r"urgent.aproved_by: no such field. .*approved_by"):
        fill_form(Move.ACCEPT, {"urgent": {"aproved_by": "区长"}})


def test_a_form_that_is_refused_says_where_its_fields_are_told() -> None:
    with pytest.raises(FormInvalid, match=r"see review-flows act CASE sign --fields$"):
        fill_form(Move.SIGN, {"nothing": "x"})


# The fields of a form.


@pytest.mark.parametrize("move", list(Move))
def test_every_form_can_be_described_and_its_example_names_all_that_is_needed(move: Move) -> None:
    told = shapes(move)
    assert {name for name, shape in told.items() if not shape.depth} == set(
        FORM_OF[move].model_fields
    )
    assert all(bool(shape.codes) == (shape.takes is FieldTakes.CODE) for shape in told.values())
    needed = {
        name
        for name, shape in told.items()
        if shape.needed and not shape.depth and shape.takes is not FieldTakes.FILES
    }
    try:
        fill_form(move, example(FORM_OF[move]))
    except FormInvalid as error:
        told_of = {problem.partition(":") for problem in error.problems}
        assert not [
            place for place, _, said in told_of if said == " missing" and place != "documents"
        ]
        assert not [place for place, _, said in told_of if "no such field" in said]
    assert needed <= set(example(FORM_OF[move]))


def test_fields_inside_a_field_follow_it() -> None:
    names = list(shapes(Move.PROPOSE_OPINION))
    assert names[2:6] == ["points", "points[].point", "points[].finding", "points[].note"]
    told = shapes(Move.ACCEPT)
    assert told["urgent.ground"].depth == 1 and told["urgent.ground"].needed
    assert not told["urgent"].needed and told["urgent"].takes is FieldTakes.PARTS
    assert told["documents"].takes is FieldTakes.FILES
    assert shapes(Move.PLAN_MEETING)["meeting_on"].takes is FieldTakes.DAY
    assert shapes(Move.CONSULT)["secret"].takes is FieldTakes.YES_OR_NO
    assert shapes(Move.CONSULT)["days"].takes is FieldTakes.NUMBER


@pytest.mark.parametrize("move", [Move.ADVISE, Move.COUNTERSIGN, Move.RECORD_ADVICE])
def test_what_nobody_can_choose_is_not_offered(move: Move) -> None:
    offered = shapes(move)["kind"].codes
    assert set(offered) == set(AdviceKind) - {AdviceKind.NOT_GIVEN}
    with pytest.raises(FormInvalid, match="kind: it takes one of favourable") as error:
        fill_form(move, {"kind": "agree"})
    assert "not_given" not in error.value.message


# At the shell.


def test_the_fields_of_a_move_are_shown_to_nobody_in_particular(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    result = run(site, "act", "2026-0001", "propose_opinion", "--fields", "--lang", "zh")
    assert result.exit_code == 0, result.stderr
    table, brace, shown = result.stdout.partition("{")
    lines = [line.split("\t") for line in table.splitlines()]
    assert lines[0] == ["项目", "必填", "填写"]
    told = {line[0]: line[1:] for line in lines[1:]}
    assert told["summary"] == ["是", "文字"]
    assert told["points"] == ["", "分项，见下（可多项）"]
    assert told["  points[].finding"][1].startswith("代码：met ")
    form = json.loads(brace + shown)
    assert set(form) == {"conclusion", "summary", "points", "items"}
    assert "--form FILE" in result.stderr


def test_a_program_reads_the_fields_as_one_object(tmp_path: Path) -> None:
    result = run(a_site(tmp_path), "act", "2026-0001", "accept", "--fields", "--json")
    told = json.loads(result.stdout)
    by_name = {field["name"]: field for field in told["fields"]}
    assert by_name["limbs_missing"]["several"] and "external" in by_name["limbs_missing"]["codes"]
    assert told["form"]["limbs_missing"] == [] and "documents" not in told["form"]


def test_a_move_without_fields_and_an_unknown_move_say_so(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    lapse = run(site, "act", "2026-0001", "lapse", "--fields")
    assert (lapse.exit_code, lapse.stdout) == (0, "") and "no fields" in lapse.stderr
    unknown = run(site, "act", "2026-0001", "acept", "--fields")
    assert unknown.exit_code == 2 and "Did you mean accept" in unknown.stderr


def test_a_paper_without_its_kind_says_how_to_give_it(site: Site) -> None:
    number = under_review(site)
    act(site, "shen", number, Move.CONSULT, {"advisor": "gu", "question": "是否合法？"})
    form = {
        "kind": "favourable",
        "text": "同意",
        "documents": a_document(site, DocumentKind.DRAFT, "稿"),
    }
    refused(site, number, "gu", Move.ADVISE, form, BadInput, "given as draft.*--file PATH:advice")
