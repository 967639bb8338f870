"""Word files: looked at before opening, read in three views, commented, compared, settled."""
