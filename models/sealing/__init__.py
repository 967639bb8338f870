"""The sealed log: one tree over all entries (RFC 6962), and checkpoints that are signed."""
