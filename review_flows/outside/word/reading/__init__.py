"""A Word file in, what it says out: in three views, with numbers, notes and comments."""
