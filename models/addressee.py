"""To whom a filing package is addressed: the organ by its name, and whether this office is it.

The kind of recipient in a manifest says what who gets it is to the sender; two organs of the same
kind differ by their name alone. Pure.
"""

from dataclasses import dataclass
from shlex import quote


@dataclass(frozen=True, slots=True)
class Addressee:
    """The name under which a package came, and why it was taken in here.

    Where it is not this office's own name, a person has said that it means this office:
    `confirmed_by` who did so now, `confirmed_with` the received filing with which it was done.
    """

    name: str
    confirmed_by: str = ""
    confirmed_with: str = ""

    @property
    def other_name(self) -> bool:
        """Whether it is another name than this office's own."""
        return bool(self.confirmed_by or self.confirmed_with)


def name_on_one_line(name: str) -> str:
    """Return the name of an office as manifests write it: any run of blanks is one."""
    return " ".join(name.split())


def addressee_of(
    name: str, office: str, typed: str, actor: str, confirmed_with: str
) -> Addressee | None:
    """Return as whom this office takes a package in; None where it is not for this office.

    `name` is the addressee, `office` this office's own name, `typed` what the person confirms,
    `confirmed_with` the received filing with which the sender's `name` was confirmed before.
    A name that was typed wrongly confirms nothing, also where nothing had to be confirmed.
    """
    own, said = name_on_one_line(office), name_on_one_line(typed)
    if said and said != name:
        return None
    if name == own:
        return Addressee(name)
    if confirmed_with:
        return Addressee(name, confirmed_with=confirmed_with)
    return Addressee(name, confirmed_by=actor) if said else None


def misaddressed(name: str, office: str, typed: str) -> str:
    """Return why a package was not taken in, in both languages: every name that is in play."""
    said = name_on_one_line(typed)
    chinese, english = f"主送机关是“{name}”，本机关是“{office}”", f"it is addressed to “{name}”"
    if said:
        chinese, english = f"{chinese}，确认的是“{said}”", f"{english}, “{said}” was confirmed"
    return f"{chinese} ({english}; this office is “{office}”)"


def what_to_do(name: str, office: str) -> str:
    """Return what to do with a package for `name`, here at `office`: for the end of a refusal."""
    if name == name_on_one_line(office):
        return "It is for this office under its own name: leave out --addressee."
    return (
        f"Hand it on to “{name}”. Only where this is another writing of this office's own name, "
        f"confirm it by typing it: --addressee {quote(name)}"
    )
