"""What a document of this rank may not set: found in every wording, told apart from mere talk."""

import pytest
from check_builders import BLOCK, INFO, TITLE, WARN, found, of, rule
from hypothesis import given, settings
from hypothesis import strategies as st

from models.chinese_number import chinese_number
from models.finding import FindingSeverity


@pytest.mark.parametrize(
    "words",
    [
        "违反规定的，处五百元罚款。",
        "处以500元以上、1000元以下的罚款。",
        "未取得编号的处五百元罚款。",
        "每辆罚款人民币二百元。",
        "没收其违法所得。",
        "吊销其营业执照。",
        "暂扣经营许可证。",
        "责令停业整顿。",
        "情节严重的，限制开展生产经营活动。",
        "三年内不得从业。",
        "取消其经营资格。",
        "由公安机关处十日以下拘留。",
        "处不得超过五百元的罚款。",
        "罚款标准为每次二百元。",
    ],
)
def test_a_penalty_without_a_law_beside_it_blocks(words: str) -> None:
    assert found(words) == [("第二条", "sets_a_penalty", BLOCK)]


@pytest.mark.parametrize(
    "words",
    [
        "近三年内未受到罚款处罚的企业，可以申请。",
        "被吊销执照的，不予补贴。",
        "近三年被处五千元以上罚款的，不予补贴。",
        "不得以罚款代替整改。",
        "罚款收入上缴国库。",
        "罚款数额较大的，应当告知听证权利。",
        "对工作不力的部门予以通报批评。",
        "对有关工作人员给予警告处分。",
        "责令改正。",
    ],
)
def test_what_only_speaks_of_penalties_is_left_alone(words: str) -> None:
    assert found(words) == []


@pytest.mark.parametrize(
    "words", ["由有关部门给予警告。", "对考核不合格的企业予以通报批评。", "依法处以五百元罚款。"]
)
def test_a_mild_or_vaguely_based_penalty_warns(words: str) -> None:
    assert found(words) == [("第二条", "sets_a_penalty", WARN)]


@pytest.mark.parametrize(
    "words",
    [
        "未经区交通局批准，任何单位和个人不得设置停车泊位。",
        "经审查同意后方可经营。",
        "未备案的不得经营。",
        "未列入名录的企业，不得承接业务。",
        "年审合格后方可继续经营。",
        "未通过验收的，不得投入使用。",
        "凭备案回执方可营业。",
        "未办理登记的车辆禁止上路。",
    ],
)
def test_a_gate_under_any_name_blocks(words: str) -> None:
    assert found(words) == [("第二条", "sets_a_licence", BLOCK)]


@pytest.mark.parametrize(
    "words",
    [
        "经营停车场的，须取得经营许可证。",
        "应当向区城管局申请办理停车经营许可证。",
        "从业人员应当持证上岗。",
        "应当经区住建局审核同意。",
    ],
)
def test_a_duty_to_hold_a_licence_warns_because_it_mostly_repeats_a_law(words: str) -> None:
    assert found(words) == [("第二条", "sets_a_licence", WARN)]


@pytest.mark.parametrize(
    "words",
    [
        "未经业主同意，不得改变用途。",
        "经审核后方可享受补贴。",
        "专项资金未经批准不得挪用。",
        "应当依法备案。",
        "未经合法性审核的文件，不得提交集体审议。",
    ],
)
def test_conditions_of_benefits_and_the_offices_own_business_are_no_gate(words: str) -> None:
    assert found(words) == []


@pytest.mark.parametrize(
    ("words", "severity"),
    [
        ("向经营者收取每年1000元管理费。", BLOCK),
        ("应当缴纳履约保证金5万元。", BLOCK),
        ("按每平方米2元标准收费。", BLOCK),
        ("每车每年收取五百元。", BLOCK),
        ("未缴纳保证金的，不得入场。", BLOCK),
        ("不动产登记应当缴纳登记费。", BLOCK),
        ("停放车辆应当缴纳停车费。", WARN),  # perhaps a price between private persons
    ],
)
def test_a_fee_is_found(words: str, severity: FindingSeverity) -> None:
    assert found(words) == [("第二条", "sets_a_fee", severity)]


@pytest.mark.parametrize(
    "words",
    [
        "不得收取任何费用。",
        "依法缴纳社会保险费。",
        "严禁违规收取保证金。",
        "采取多种方式收取租金。",
    ],
)
def test_forbidden_fees_and_insurance_are_left_alone(words: str) -> None:
    assert found(words) == []


@pytest.mark.parametrize(
    ("words", "severity"),
    [
        ("提供村民委员会出具的居住证明。", WARN),
        ("提交无犯罪记录证明。", WARN),
        ("由派出所出具户籍证明。", WARN),
        ("提交获奖证明材料。", INFO),  # evidence at hand: nobody has to write it
    ],
)
def test_a_proof_is_found(words: str, severity: FindingSeverity) -> None:
    assert found(words) == [("第二条", "asks_for_a_proof", severity)]


def test_a_proof_in_a_list_of_papers_is_found_at_its_item() -> None:
    text = "申请人应当提交下列材料：\n（一）申请表；\n（二）住所使用证明。"
    assert found(text) == [("第二条第（二）项", "asks_for_a_proof", WARN)]
    assert found("申请人应当说明：\n（一）申请表；\n（二）住所使用证明。") == []


@pytest.mark.parametrize(
    "words",
    ["提供虚假证明的，取消资格。", "无需提交收入证明。", "提供身份证明。", "公布证明事项清单。"],
)
def test_sentences_about_proofs_ask_for_none(words: str) -> None:
    assert found(words) == []


@pytest.mark.parametrize(
    "words",
    [
        "对决定不服的，不得申请行政复议。",
        "不得向人民法院起诉。",
        "本局的决定为最终决定。",
        "由区政府作出最终裁定。",
        "申请人自愿放弃复议和诉讼权利。",
    ],
)
def test_closing_the_way_to_a_remedy_blocks(words: str) -> None:
    assert found(words) == [("第二条", "excludes_remedy", BLOCK)]


def test_a_law_beside_a_closed_remedy_does_not_make_it_harmless() -> None:
    law = "依照《中华人民共和国道路交通安全法》处理"
    assert found(f"{law}，不得申请行政复议。") == [("第二条", "excludes_remedy", WARN)]
    assert found("依法处理，不得申请行政复议。") == [("第二条", "excludes_remedy", BLOCK)]


def test_naming_the_remedy_is_left_alone() -> None:
    assert found("不服的，可以依法申请行政复议或者提起行政诉讼。最终得分取平均值。") == []


def test_a_law_beside_the_words_in_the_lead_or_elsewhere_in_the_article_lowers_the_grade() -> None:
    law = "依照《中华人民共和国道路交通安全法》第九十条"
    texts = {
        f"{law}处二百元罚款。": "已引用上位法：《中华人民共和国道路交通安全法》",
        f"{law}处理：\n（一）占道的，处二百元罚款。": "已引用上位法：",
        f"{law}处理。\n占道的，处二百元罚款。": "同条他处已引用上位法：",
    }
    for text, said in texts.items():
        (fine,) = of("sets_a_penalty", rule(text))
        assert (fine.severity, said in fine.message) == (INFO, True), text


def test_a_law_in_another_article_carries_nothing() -> None:
    assert found("依照《中华人民共和国道路交通安全法》处理。", "占道的，处二百元罚款。") == [
        ("第三条", "sets_a_penalty", BLOCK)
    ]


@pytest.mark.parametrize("name", [TITLE, "关于加强停车管理的通知", "停车收费计算方法"])
def test_the_drafts_own_title_a_notice_or_a_method_is_no_law(name: str) -> None:
    assert found(f"依照《{name}》第三条，处二百元罚款。") == [("第二条", "sets_a_penalty", BLOCK)]


@settings(deadline=None)
@given(st.integers(1, 9999), st.sampled_from(["以下罚款", "罚款", "以上二万元以下的罚款"]))
def test_any_amount_is_found_and_only_a_citation_makes_it_milder(amount: int, ending: str) -> None:
    fine = f"违反规定的，处{chinese_number(amount)}元{ending}。"
    assert found(fine) == [("第二条", "sets_a_penalty", BLOCK)]
    assert found(f"依照《行政处罚法》，{fine}") == [("第二条", "sets_a_penalty", INFO)]
