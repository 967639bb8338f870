"""What the desk sees in a received package by its own rule set: its form, its terms, its facts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from models.addressee import Addressee
from models.case import MatterType
from models.filing import FilingState
from models.filing_manifest import FilingManifest
from models.filing_rules import AnswerTerms, FilingRule
from models.filing_terms import ExchangeDays, days_of
from models.received_filing import (
    FormCheck,
    HeldMessage,
    ReceiptWarning,
    as_the_maker_counts,
    form_check,
    is_first,
    is_whole,
)
from review_flows.outside.received_package import ReceivedPackage
from review_flows.outside.site import Site


def rule_of(site: Site, recipient: str) -> FilingRule | None:
    """Return what this site's rule set says of filings with an organ of this kind, if anything."""
    rules = site.rules.rule_set(site.settings.rule_set)
    return rules.rules_for(MatterType.NORMATIVE_DOCUMENT).filing_with(recipient)


def form_of(site: Site, manifest: FilingManifest, names: Sequence[str], came_on: date) -> FormCheck:
    """Return the form check of a whole document; a reply alone is not held against the papers."""
    if not is_whole(manifest.kind):
        return FormCheck(of_reply=True)
    rule = rule_of(site, manifest.recipient)
    published = date.fromisoformat(manifest.published_on)
    form = form_check(rule, names, published, came_on, site.calendar)
    # The term is that of the first filing: what is filed anew is late by its answer's day alone.
    return form if is_first(manifest.kind) else replace(form, file_by=None, late=False)


def days_now(
    site: Site, recipient: str, state: FilingState, messages: Sequence[HeldMessage]
) -> ExchangeDays:
    """Return who owes what by when, by this site's rule set."""
    rule = rule_of(site, recipient)
    terms = rule.terms if rule else AnswerTerms()
    return days_of(state, as_the_maker_counts(messages), terms, site.calendar)


def warnings_of(
    package: ReceivedPackage, form: FormCheck, message: int, known_as: Addressee
) -> tuple[ReceiptWarning, ...]:
    """Return what whoever takes the package in should know."""
    first = is_first(package.manifest.kind)
    said = (
        (ReceiptWarning.OTHER_NAME, known_as.other_name),
        (ReceiptWarning.OUT_OF_STEP, package.manifest.message != message),
        (ReceiptWarning.CLEANED, bool(package.cleaned)),
    )
    # What a rule asks for is asked of the package that opens the exchange.
    return (*(one for one, holds in said if holds), *(form.warnings if first else ()))


def facts_of(
    package: ReceivedPackage,
    message: int,
    form: FormCheck,
    warnings: tuple[ReceiptWarning, ...],
) -> dict[str, object]:
    """Return what the log entry proves: the files by their hash, the sender's own log, the form."""
    manifest = package.manifest
    files = [{"name": name, "sha256": manifest.files[name].sha256} for name in package.names]
    return {
        "message": message,
        "kind": manifest.kind,
        "delivery_id": manifest.delivery_id,
        "package_sha256": package.zip.sha256,
        "sender": manifest.sender,
        "sender_case": manifest.case,
        "sender_recipient": manifest.recipient,
        "sender_log": {
            "chain": manifest.log.chain,
            "seq": manifest.log.seq,
            "hash": manifest.log.hash,
        },
        "files": files,
        "cleaned": list(package.cleaned),
        "missing": [str(paper) for paper in form.missing],
        "file_by": form.file_by.isoformat() if form.file_by else None,
        "warnings": [str(warning) for warning in warnings],
    }
