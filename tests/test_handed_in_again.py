"""What came in before is known by its bytes: reported, never doubled, on both databases."""

import json

from databases import entries
from inbox_builders import (
    a_draft,
    case_numbers,
    documents_of,
    in_received,
    put,
    some_bases,
    take_all,
    take_one,
    waiting,
)

from models.arrival import ArrivalResult
from models.moves import Move
from review_flows.desk import act
from review_flows.outside.site import Site


def test_what_is_handed_in_again_is_known_and_overwrites_nothing(site: Site) -> None:
    put(site, "报送/送审稿.docx", a_draft())
    put(site, "报送/制定依据.docx", some_bases())
    number, _ = take_one(site)
    put(site, "再报/送审稿.docx", a_draft())
    put(site, "再报/制定依据.docx", some_bases())

    again, arrivals = take_one(site)

    assert number and again == number
    assert {arrival.result for arrival in arrivals} == {ArrivalResult.KNOWN}
    assert case_numbers(site) == [number]
    assert len(documents_of(site, number)) == 2
    kept = {"送审稿.docx", "送审稿 (2).docx", "制定依据.docx", "制定依据 (2).docx"}
    assert set(in_received(site, number)) == kept
    assert waiting(site) == set()


def test_what_was_returned_may_be_handed_in_anew_with_the_same_files(site: Site) -> None:
    """Comments were missing, say: the draft itself need not change for the next attempt."""
    put(site, "报送/送审稿.docx", a_draft())
    returned, _ = take_one(site)
    assert returned
    form = {"ground": "not_heard", "reason": "未公开征求意见", "unit": "zhujian"}
    act(site, "deng", returned, Move.RETURN_CASE, form)
    put(site, "再报/送审稿.docx", a_draft())

    number, arrivals = take_one(site)

    assert number and number != returned
    assert [arrival.result for arrival in arrivals] == [ArrivalResult.TAKEN]


def test_the_same_bytes_twice_in_a_submission_are_one_document_and_reported(site: Site) -> None:
    put(site, "报送/送审稿.docx", a_draft())
    put(site, "报送/送审稿（副本）.docx", a_draft())

    number, arrivals = take_one(site)

    assert number
    assert sorted(arrival.result for arrival in arrivals) == ["known", "taken"]
    assert len(documents_of(site, number)) == 1
    assert len(in_received(site, number)) == 2
    said = json.loads(entries(site.database, number)[-1].body)
    assert (said["reason"], said["result"]) == ("same_bytes", "refused")


def test_laws_in_several_submissions_belong_to_each_of_their_cases(site: Site) -> None:
    for one in ("甲", "乙", "丙", "丁"):
        put(site, f"{one}/送审稿.docx", a_draft(f"青岚区{one}管理办法"))
        put(site, f"{one}/制定依据.docx", some_bases())
        put(site, f"{one}/制定依据二.docx", some_bases("另一法"))

    taken = take_all(site)

    numbers = [number for number, _ in taken]
    assert len(set(numbers)) == 4
    for number, arrivals in taken:
        assert {arrival.result for arrival in arrivals} == {ArrivalResult.TAKEN}
        assert number and "制定依据.docx" in documents_of(site, number)


def test_one_file_more_makes_it_another_submission(site: Site) -> None:
    put(site, "报送/送审稿.docx", a_draft())
    first, _ = take_one(site)
    put(site, "报送/送审稿.docx", a_draft())
    put(site, "报送/制定依据.docx", some_bases())

    second, arrivals = take_one(site)

    assert first and second and first != second
    assert {arrival.result for arrival in arrivals} == {ArrivalResult.TAKEN}
    assert case_numbers(site) == [first, second]


def test_a_refused_file_handed_in_again_is_refused_again_beside_the_first(site: Site) -> None:
    for _ in range(2):
        put(site, "报送/空.docx", b"")
        take_one(site)

    refused = {path.name for path in (site.settings.docs_in / "refused" / "报送").iterdir()}
    assert refused == {"空.docx", "空.docx.txt", "空 (2).docx", "空 (2).docx.txt"}
