"""How a filing package reaches its recipient: one way for each, chosen by a setting.

A setting REVIEW_FLOWS_FILING_<RECIPIENT> reads folder:/path, mail:address or https://…; where
there is none, the package lies in docs_out and somebody takes it from there.
"""

from dataclasses import dataclass
from enum import StrEnum

from models.errors import BadInput, UnknownCode
from models.person import UnitKind

PREFIX = "REVIEW_FLOWS_FILING_"
FORMS = "folder:/path, mail:ADDRESS or https://…"
# What matter_rules.Recipient lists too; named here because settings are read by every command.
RECIPIENTS = (
    UnitKind.UPPER_GOVERNMENT,
    UnitKind.NPC_STANDING_COMMITTEE,
    UnitKind.OWN_GOVERNMENT,
    UnitKind.SUPERIOR_DEPARTMENT,
)


class DeliveryWay(StrEnum):
    """How a package is handed over."""

    OUTBOX = "outbox"  # lies in docs_out, nothing else happens
    FOLDER = "folder"  # a copy in a folder that both sides see
    MAIL = "mail"
    UPLOAD = "upload"  # HTTP


@dataclass(frozen=True, slots=True)
class FilingRoad:
    """The way to one recipient. `place`: a folder, an address of mail, or one of HTTP.

    An address of HTTP may hold a token, so that `place` is never shown whole.
    """

    recipient: UnitKind
    way: DeliveryWay
    place: str


def variable_of(recipient: UnitKind) -> str:
    """Return the name of the setting of a recipient."""
    return f"{PREFIX}{recipient.upper()}"


FILING_VARIABLES = tuple(variable_of(recipient) for recipient in RECIPIENTS)


def road_of(variable: str, value: str) -> FilingRoad:
    """Return what a setting says. Raises UnknownCode for a recipient, BadInput for a way."""
    if variable not in FILING_VARIABLES:
        raise UnknownCode("The setting", variable, FILING_VARIABLES)
    recipient = RECIPIENTS[FILING_VARIABLES.index(variable)]
    kind, colon, rest = value.strip().partition(":")
    way = _WAYS.get(kind.lower()) if colon else None
    if way is None or not rest.strip("/ "):
        shown = kind if colon else "a text without a colon"
        raise BadInput(f"{variable} begins with “{shown}”. It reads {FORMS}, or is not set at all.")
    place = value.strip() if way is DeliveryWay.UPLOAD else rest.strip()
    if way is DeliveryWay.FOLDER and not place.startswith("/"):
        raise BadInput(f"{variable} names the folder {place}: name it from the root, folder:/path.")
    if way is DeliveryWay.MAIL and ("@" not in place.strip("@") or any(map(str.isspace, place))):
        raise BadInput(f"{variable} names {place}, which is no address of mail: mail:office@host.")
    return FilingRoad(recipient, way, place)


_WAYS = {
    "folder": DeliveryWay.FOLDER,
    "mail": DeliveryWay.MAIL,
    "https": DeliveryWay.UPLOAD,
    "http": DeliveryWay.UPLOAD,  # on this machine only, which the upload itself sees to
}
