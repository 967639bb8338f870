"""What commands tell: what a move gave, what is possible now, where a value of law comes from."""

import json
from datetime import date

import pytest
from builders import passed, published, received, today_is
from cli_running import run
from inbox_builders import rows
from issuance_builders import issue, reserve
from refusals import refused

from models.errors import MoveNotPossible, nearest
from models.moves import Move
from review_flows.desk import act
from review_flows.outside.letters_due import due_letter
from review_flows.outside.site import Site

ISSUE = ("issue", "--field", "signer=区长", "--field", "signed_on=2026-03-25")
NUMBERS = {"document_number": "青岚政规〔2026〕1号", "registration_number": "青岚规登〔2026〕001"}
NOTICES = "SELECT id FROM letters WHERE kind = 'publication_notice'"


@pytest.mark.parametrize(
    "command",
    [
        "rules show national_2018",
        "rules diff national_2018 datong_xinrong_2021",
        "issuance cross-check",
        "clock CASE",
        "filing show CASE",
        "show CASE",
    ],
)
def test_a_value_that_is_only_assumed_is_called_so_in_the_readers_words(
    site: Site, command: str
) -> None:
    number = received(site) if command.startswith("show") else published(site)
    args = command.replace("CASE", number).split()
    chinese, english = (run(site, *args, "--lang", lang).output for lang in ("zh", "en"))
    assert ("推定：" in chinese, "assumed" in chinese) == (True, False)
    assert ("推定" in english, "assumed: " in english) == (False, True)


@pytest.mark.parametrize("move", [("reserve_number",), ISSUE])
def test_a_move_that_gives_numbers_tells_them(site: Site, move: tuple[str, ...]) -> None:
    number = passed(site)
    told = json.loads(run(site, "act", number, *move, "--as", "yin", "--json").stdout)
    assert told["numbers"] == NUMBERS


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh", ("发文字号", "登记号")), ("en", ("document number", "registration number"))],
)
def test_numbers_are_told_in_the_readers_words(
    site: Site, language: str, words: tuple[str, str]
) -> None:
    number = passed(site)
    page = run(site, "act", number, *ISSUE, "--as", "yin", "--lang", language).stdout
    for line in map("\t".join, zip(words, NUMBERS.values(), strict=True)):
        assert line in page.splitlines()


def test_a_move_that_gives_no_number_tells_none(site: Site) -> None:
    number = passed(site)
    reserve(site, number)
    form = ("--field", "reason=印错", "--as", "yin", "--json")
    assert json.loads(run(site, "act", number, "void_number", *form).stdout)["numbers"] == {}


def offered(site: Site, number: str, *options: str) -> set[str]:
    moves = json.loads(run(site, "show", number, "--json", *options).stdout)["moves"]
    return {"reserve_number", "void_number"} & set(moves)


@pytest.mark.parametrize("options", [(), ("--as", "yin")])
def test_only_moves_that_have_something_to_work_on_are_offered(
    site: Site, options: tuple[str, ...]
) -> None:
    number = passed(site)
    assert offered(site, number, *options) == {"reserve_number"}
    assert Move.RESERVE_NUMBER not in reserve(site, number).next_moves
    assert offered(site, number, *options) == {"void_number"}
    done = act(site, "yin", number, Move.VOID_NUMBER, {"reason": "印错"})
    assert Move.VOID_NUMBER not in done.next_moves and Move.RESERVE_NUMBER in done.next_moves
    assert offered(site, number, *options) == {"reserve_number"}
    issue(site, number)
    assert offered(site, number, *options) == {"void_number"}


def test_numbers_reserved_last_year_can_be_reserved_anew_and_are_offered(site: Site) -> None:
    number = passed(site)
    reserve(site, number)
    today_is(site, date(2027, 1, 4))
    says = "send_back, reserve_number, void_number, issue"
    form = {"place": "网站", "published_on": "2027-01-04", "effective_on": "2027-03-01"}
    refused(site, number, "yin", Move.PUBLISH, form, MoveNotPossible, says)


def test_of_many_known_codes_it_is_said_how_many_are_named() -> None:
    many = [f"code_{n:02d}" for n in range(45)]
    assert nearest("???", many).startswith("Known, 12 of 45: code_00, ")
    assert nearest("???", many).endswith("code_11.")
    assert nearest("???", many[:12]) == f"Known: {', '.join(many[:12])}."


def test_the_notice_of_publication_names_terms_of_its_own_recipients_only(site: Site) -> None:
    published(site)
    ((letter,),) = (row.values() for row in rows(site, NOTICES))
    named = [one for one in due_letter(site.database, letter).facts.unverified if "报送" in one]
    assert named == [
        "报送上级人民政府备案的期限和份数",
        "报送本级人民代表大会常务委员会备案的期限和份数",
    ]
