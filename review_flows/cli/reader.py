"""Who reads the output and how: language, JSON or not, and the person who acts."""

import os
from dataclasses import dataclass
from typing import Annotated

import typer

from models.errors import BadInput, NotAllowed, UnknownCode
from models.person import SYSTEM
from models.words import Language, phrase

LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Reader:
    """What the options before or after the command say of the reader."""

    language: Language
    as_json: bool
    person: str  # empty when nobody is named

    def says(self, key: str, **values: object) -> str:
        """Return a phrase in the reader's language."""
        return phrase(key, self.language, **values)

    def actor(self) -> str:
        """Return the person who acts. Raises BadInput when none is named."""
        if not self.person:
            raise BadInput("Say who acts: add --as PERSON, or set REVIEW_FLOWS_AS.")
        if self.person == SYSTEM.code:
            raise NotAllowed("“system” is the name of the flows; people act under their own code.")
        return self.person


def language_of(given: str | None) -> Language:
    """Return the language asked for, else the environment's: Chinese where it is, else English."""
    wanted = given or os.environ.get("REVIEW_FLOWS_LANG") or os.environ.get("LANG", "")
    return "zh" if wanted.startswith("zh") else "en"


def read_reader(
    context: typer.Context,
    person: Annotated[
        str,
        typer.Option(
            "--as", envvar="REVIEW_FLOWS_AS", metavar="PERSON", help="The person who acts or looks."
        ),
    ] = "",
    lang: Annotated[
        str | None,
        typer.Option(
            "--lang", envvar="REVIEW_FLOWS_LANG", metavar="zh|en", help="Language of the output."
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON; of lists one object a line.")
    ] = False,
) -> None:
    """Legality review (合法性审核) of normative documents: from docs_in to docs_out, logged."""
    if lang not in (None, "", *LANGUAGES):
        raise UnknownCode("The language", lang, LANGUAGES)
    context.obj = Reader(language_of(lang), as_json, person)


def reader_of(context: typer.Context) -> Reader:
    """Return the reader of the command that runs."""
    reader = context.find_object(Reader)
    assert reader is not None
    return reader
