"""The exchange with a recipient as the maker's side has it: answers come in, replies go out."""

from review_flows.desk.step import Step


def record_answer(step: Step) -> None:
    """Record what a recipient wrote. A registration is recorded by record_receipt."""
    raise step.refuse("not built yet")


def reply_to_recipient(step: Step) -> None:
    """Say what the recipient asked for; a flow packs and delivers it."""
    raise step.refuse("not built yet")
