"""The minute's sealing of the log, and its three ways out.

Letters print the checkpoint that covers them (outside/sealing/letter_seals). Each checkpoint is
appended to a file elsewhere, and once a day the auditors are sent the newest one, also where
nothing was logged: silence is proved as well, and an auditor who hears nothing knows that
something is wrong.
"""

from models.notice import checkpoint_message
from models.person import Role
from models.sealing.note import SignedNote
from review_flows.desk.telling import channels_of
from review_flows.outside import records
from review_flows.outside.notices import notify, was_told
from review_flows.outside.sealing.anchor_file import anchor
from review_flows.outside.sealing.sealer import seal
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import day_of, utc_text


def seal_log(site: Site, *, whole: bool = False) -> int:
    """Seal the log and let the checkpoint out; return how many messages wait to be delivered.

    `whole` looks for entries that were left out however long ago. Run twice it makes two
    checkpoints, and the day's messages once.
    """
    note = seal(site, whole=whole)
    anchor(site, note)
    return _tell_auditors(site, note)


def _tell_auditors(site: Site, note: SignedNote) -> int:
    """Make the day's message to each active auditor who has none yet."""
    now = site.clock.now()
    key = f"checkpoint.{day_of(now)}"
    with site.database.reading() as connection:
        auditors = records.persons_with_role(connection, Role.AUDITOR)
        missing = [code for code in auditors if not was_told(connection, key, code)]
    if not missing:
        return 0
    message = checkpoint_message(note, day_of(now))
    with site.database.writing() as connection:
        return notify(
            connection, missing, message, key, channels=channels_of(site), at=utc_text(now)
        )
