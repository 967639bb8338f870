"""A message as a line on stderr of the process that runs the watch."""

import sys

from review_flows.outside.channels.parcel import NotDelivered, Parcel


class Console:
    """Writes the subject; the text would hide what else the process says."""

    def send(self, parcel: Parcel) -> None:
        """Write one line. Raises NotDelivered where stderr is closed."""
        try:
            sys.stderr.write(f"{parcel.person}: {parcel.subject}\n")
            sys.stderr.flush()
        except (OSError, ValueError):
            raise NotDelivered("nothing can be written to stderr", away=True) from None
