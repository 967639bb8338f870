"""The compliance ledger as a file: a report goes in, the bytes of one format come out."""
