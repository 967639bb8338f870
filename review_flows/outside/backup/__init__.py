"""Backup and restore: the database while people work, the store, and a signed manifest."""
