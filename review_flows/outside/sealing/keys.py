"""The site's key for checkpoints: made at the first sealing, beside the database."""

from pathlib import Path

from models.errors import BadInput
from models.sealing.note import PublicKey, SignatureName
from review_flows.outside.sealing.leaves import last_checkpoint
from review_flows.outside.sealing.signers import Signer, new_key, signer_in
from review_flows.outside.settings import Settings
from review_flows.outside.site import Site


def key_file(site: Site) -> Path:
    """Return where the private key lies. It goes into no backup that lies beside the log."""
    return key_path(site.settings)


def key_path(settings: Settings) -> Path:
    """Return where the private key lies, by the settings alone."""
    return settings.inside / "keys" / "log.pem"


def origin_of(site: Site) -> str:
    """Return as what the log names itself in its checkpoints."""
    return f"review-flows/{site.settings.organ}"


def site_signer(site: Site) -> Signer:
    """Return who signs for this site; its key is made at the first sealing.

    Raises BadInput where the key that signed so far is gone: a new one in silence would let whoever
    takes it away begin a line of checkpoints that no auditor knows.
    """
    path, name = key_file(site), origin_of(site)
    if not path.exists():
        _refuse_lost_key(site, path)
        try:
            return new_key(path, name, SignatureName.ED25519)
        except BadInput:
            pass  # Another process made it in this moment.
    return signer_in(path, name)


def _refuse_lost_key(site: Site, path: Path) -> None:
    with site.database.reading() as connection:
        last = last_checkpoint(connection)
    if last is not None:
        raise BadInput(
            f"{path} is not there, though it signed the log's checkpoints so far. Put it back from "
            "where it is kept. If it is lost for good: review-flows log make-key, and give the "
            "auditors the new public key."
        )


def public_key(site: Site) -> PublicKey | None:
    """Return the site's key as anybody may know it; None where there is none, and none is made."""
    path = key_file(site)
    return signer_in(path, origin_of(site)).key if path.exists() else None
