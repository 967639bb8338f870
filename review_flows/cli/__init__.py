"""The `review-flows` command: one file for each group of commands."""
