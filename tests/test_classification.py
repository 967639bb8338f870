"""What is a normative document: the program proposes with its words, a person decides."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_checks import real_texts, sample

from models.case import MatterType
from models.check import DraftText
from models.classification import Proposal, propose
from models.classification_decision import NOT_NORMATIVE, decision_fault
from models.classification_told import told, type_told
from models.form_check import Exclusion, Limb, LimbAnswer
from review_flows.checks import classifies_the_matter

NORMATIVE, OTHER = MatterType.NORMATIVE_DOCUMENT, MatterType.OTHER_DOCUMENT
DUTY = "任何单位和个人不得在公共通道停放电动自行车。"


def answers(proposal: Proposal) -> dict[Limb, LimbAnswer]:
    return {one.limb: one.answer for one in proposal.limbs}


@pytest.mark.parametrize(
    ("title", "matter_type"),
    [
        ("青岚区停车管理办法", NORMATIVE),
        ("青岚区停车管理办法（试行）（送审稿）", NORMATIVE),
        ("青岚区人民政府关于印发《青岚区停车管理办法》的通知", NORMATIVE),
        ("《关于禁止燃放烟花爆竹的通告》", NORMATIVE),
        ("区政府关于重大行政决策程序的规定", NORMATIVE),
        ("青岚区2026年工作方案", OTHER),
        ("关于印发青岚区2026年工作要点的通知", OTHER),
        ("关于表彰2025年度先进集体的决定", OTHER),
        ("关于某某同志任职的通知", OTHER),
        ("关于同意设立某某公司的批复", OTHER),
        ("", OTHER),
        ("青岚区人民政府与某某公司合作协议", MatterType.CONTRACT),
        ("行政处罚决定书", MatterType.ENFORCEMENT_DECISION),
        ("中共青岚区委关于加强基层建设的意见", MatterType.POLICY_DOCUMENT),
    ],
)
def test_a_title_alone_gives_a_first_proposal(title: str, matter_type: MatterType) -> None:
    assert propose(title).matter_type is matter_type


@pytest.mark.parametrize(
    ("title", "exclusion"),
    [
        ("区政府机关值班制度", Exclusion.INTERNAL_MANAGEMENT),
        ("关于成立防汛领导小组的通知", Exclusion.ORGANISATION),
        ("区政府第8次常务会议纪要", Exclusion.MEETING_PAPER),
        ("2026年道路整治工作方案", Exclusion.WORK_PLAN),
        ("关于解决办公用房的请示", Exclusion.REQUEST_OR_REPORT),
        ("关于商请支持有关工作的函", Exclusion.LETTER),
        ("关于授予某某荣誉称号的决定", Exclusion.HONOURS),
        ("关于某某等同志任免的通知", Exclusion.PERSONNEL),
        ("关于某某事故情况的通报", Exclusion.SINGLE_MATTER),
        ("青岚区养老服务设施专项规划（2026—2035年）", Exclusion.PLANNING),
        ("青岚区道路养护技术规程", Exclusion.TECHNICAL_STANDARD),
        ("青岚区防汛应急预案", Exclusion.EMERGENCY_PLAN),
        ("关于下达2026年第一批资金的通知", Exclusion.BUDGET),
        ("关于政务大厅搬迁的通告", Exclusion.PUBLIC_SERVICE_NOTICE),
    ],
)
def test_each_exclusion_is_found_by_its_words_and_named(title: str, exclusion: Exclusion) -> None:
    proposal = propose(title)
    found = {one.exclusion: one.words for one in proposal.exclusions}
    assert exclusion in found and found[exclusion] in title
    assert proposal.matter_type is OTHER


def test_a_mark_of_secrecy_above_the_title_excludes() -> None:
    proposal = propose("青岚区停车管理办法", f"机密★1年\n青岚区停车管理办法\n{DUTY}")
    assert [one.exclusion for one in proposal.exclusions] == [Exclusion.SECRET]
    assert proposal.matter_type is OTHER


def test_a_work_plan_that_imposes_duties_is_proposed_as_normative_all_the_same() -> None:
    title = "青岚区电动自行车整治工作方案"
    assert propose(title, "各部门要加强协调。").matter_type is OTHER
    proposal = propose(title, DUTY)
    assert proposal.matter_type is NORMATIVE
    assert proposal.doubtful
    assert "不宜只按名称排除" in told(proposal)


def test_an_exclusion_that_is_more_than_a_name_is_not_outweighed() -> None:
    assert propose("青岚区防汛应急预案", DUTY).matter_type is OTHER


def test_what_no_words_speak_of_stays_unknown() -> None:
    assert set(answers(propose("示例办法")).values()) == {LimbAnswer.UNKNOWN}
    found = answers(propose("示例办法", DUTY))
    assert (found[Limb.EXTERNAL], found[Limb.MAKER]) == (LimbAnswer.YES, LimbAnswer.UNKNOWN)


def test_all_four_limbs_are_read_from_the_text_with_their_words() -> None:
    text = f"本办法适用于本区行政区域内的停车活动。{DUTY}本办法自2026年6月1日起施行。"
    proposal = propose("青岚区人民政府关于印发停车管理办法的通知", text)
    assert set(answers(proposal).values()) == {LimbAnswer.YES}
    assert not proposal.doubtful
    words = [word for one in proposal.limbs for word in one.words]
    assert any("不得" in word for word in words)


@pytest.mark.parametrize("body", ["防汛工作领导小组", "某某工程指挥部办公室"])
def test_a_body_that_may_not_issue_is_told(body: str) -> None:
    proposal = propose(f"{body}关于加强停车管理的通告", DUTY)
    assert answers(proposal)[Limb.MAKER] is LimbAnswer.NO
    assert proposal.matter_type is OTHER


@pytest.mark.parametrize(
    "words",
    [
        "对企业的监督检查应当每年开展一次。",
        "区民政局应当每年公布名单。",
        "工作人员不得收受礼品。",
    ],
)
def test_the_duties_of_officials_are_no_duties_of_people_outside(words: str) -> None:
    assert answers(propose("", words))[Limb.EXTERNAL] is LimbAnswer.UNKNOWN


@pytest.mark.parametrize(
    "words",
    [
        "运营单位应当在投入运营前备案。",
        "申请人可以申请补贴。",
        "对符合条件的给予一次性补助。",
        "违反规定的，处二百元罚款。",
    ],
)
def test_duties_rights_and_benefits_of_people_outside_are_found(words: str) -> None:
    assert answers(propose("", words))[Limb.EXTERNAL] is LimbAnswer.YES


def test_an_organ_that_is_only_cited_is_not_taken_for_the_maker() -> None:
    cited = propose("停车办法", "根据《国务院办公厅关于加强管理的意见》，制定本办法。")
    neighbours = propose("停车办法", "居民委员会出具的同意证明。")
    for proposal in (cited, neighbours):
        assert answers(proposal)[Limb.MAKER] is LimbAnswer.UNKNOWN


TEXTS = st.text(
    alphabet="青岚区人民政府关于印发办法方案通知任何单位个人应当不得《》“”（）。，；\n自起施行",
    max_size=60,
)


@given(TEXTS, TEXTS)
def test_every_proposal_can_be_told_and_its_type_read_back(title: str, text: str) -> None:
    proposal = propose(title, text)
    assert type_told(told(proposal)) is proposal.matter_type
    assert [one.limb for one in proposal.limbs] == list(Limb)
    assert all(one.words for one in proposal.limbs if one.answer is not LimbAnswer.UNKNOWN)
    assert type_told(f"不是{told(proposal)}") is None


@given(TEXTS, TEXTS)
def test_a_proposal_to_take_it_for_normative_is_one_that_a_person_could_decide(
    title: str, text: str
) -> None:
    proposal = propose(title, text)
    denied = [one.limb for one in proposal.limbs if one.answer is LimbAnswer.NO]
    standing = [one for one in proposal.exclusions if not one.outweighed]
    if proposal.matter_type is NORMATIVE:
        assert not denied and not standing


@given(
    st.sampled_from(MatterType),
    st.lists(st.sampled_from(Limb), unique=True),
    st.none() | st.sampled_from(Exclusion),
)
def test_a_decision_holds_together(
    matter_type: MatterType, limbs: list[Limb], exclusion: Exclusion | None
) -> None:
    grounds = bool(limbs) or exclusion is not None
    fault = decision_fault(matter_type, limbs, exclusion)
    if matter_type is NORMATIVE:
        assert bool(fault) == grounds
    else:
        assert bool(fault) == (matter_type in NOT_NORMATIVE and not grounds)
    assert not fault or "37号" in fault


def test_the_check_puts_one_finding_that_never_says_what_is() -> None:
    texts = [sample(), DraftText("", (), ()), DraftText("停车办法", (DUTY,), ())]
    for text in texts:
        (finding,) = classifies_the_matter.run(text)
        assert finding.severity in ("question", "info")
        assert finding.message.startswith("按标题和文本，建议")
        assert "登记员" in finding.advice


def test_on_real_texts_most_are_proposed_as_normative() -> None:
    """Looked at one by one: the others say nothing to people outside, or are plans by name."""
    proposed = Counter(
        propose(text.title, "\n".join(text.paragraphs)).matter_type
        for text in real_texts().values()
    )
    assert proposed == {NORMATIVE: 35, OTHER: 15}
