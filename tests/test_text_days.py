"""The days recorded with a publication are held against those that its text states of itself."""

from datetime import date

import pytest
from issuance_builders import issue, passed_text, publish
from word_builders import a_docx_saying

from models.structure.document_facts import document_facts
from models.text_days import effect_differs, validity_differs
from review_flows.outside.site import Site
from review_flows.outside.word.safety import open_word

PUBLISHED, EFFECTIVE = date(2026, 3, 25), date(2026, 5, 1)


def differ(sentence: str, until: date | None) -> tuple[bool, bool]:
    """Whether effective day and validity differ from what a text of this last clause states."""
    text = open_word(a_docx_saying("某办法", "第一条 为了规范停放，制定本办法。", sentence)).text
    assert text is not None
    said = document_facts(text)
    effects = [effect for _, effect in said.effects]
    terms = [term for _, term in said.validity]
    return (
        effect_differs(effects, PUBLISHED, EFFECTIVE),
        validity_differs(terms, EFFECTIVE, until),
    )


@pytest.mark.parametrize(
    ("sentence", "until", "expected"),
    [
        ("第二条 本办法自2026年5月1日起施行。", None, (False, False)),
        ("第二条 本办法自2026年6月1日起施行。", None, (True, False)),
        ("第二条 本办法自公布之日起施行。", None, (True, False)),
        ("第二条 本办法自公布之日起37日后施行。", None, (False, False)),
        ("第二条 本办法自公布之日起30日后施行。", None, (True, False)),
        ("第二条 本办法由区住房城乡建设局解释。", date(2031, 4, 30), (False, False)),
        ("第二条 本办法自2026年5月1日起施行，有效期5年。", date(2031, 4, 30), (False, False)),
        ("第二条 本办法自2026年5月1日起施行，有效期5年。", date(2031, 5, 1), (False, False)),
        ("第二条 本办法自2026年5月1日起施行，有效期5年。", date(2031, 5, 2), (False, True)),
        ("第二条 本办法自2026年5月1日起施行，有效期5年。", None, (False, True)),
        (
            "第二条 本办法自2026年5月1日起施行，有效期至2031年4月30日。",
            date(2031, 4, 30),
            (False, False),
        ),
        (
            "第二条 本办法自2026年5月1日起施行，有效期至2031年4月30日。",
            date(2030, 4, 30),
            (False, True),
        ),
    ],
)
def test_a_recorded_day_differs_where_the_text_states_another(
    sentence: str, until: date | None, expected: tuple[bool, bool]
) -> None:
    assert differ(sentence, until) == expected


def test_a_publication_says_which_of_its_days_the_issued_text_states_otherwise(site: Site) -> None:
    last = "第二条 本办法自2026年5月1日起施行，有效期5年。"
    number = passed_text(site, "停放管理办法", "第一条 为了规范停放，制定本办法。", last)
    issue(site, number)

    done = publish(site, number, effective_on="2026-06-01", valid_until=None)

    assert done.warnings == ("effect_not_as_in_text", "validity_not_as_in_text")


def test_a_publication_with_the_days_of_its_text_warns_of_nothing(site: Site) -> None:
    last = "第二条 本办法自2026年5月1日起施行，有效期5年。"
    number = passed_text(site, "停放管理办法", "第一条 为了规范停放，制定本办法。", last)
    issue(site, number)

    done = publish(site, number, effective_on="2026-05-01", valid_until="2031-04-30")

    assert done.warnings == ()
