"""Accounts as they lie in the database: hashes of passwords and tokens, sessions, failures."""
