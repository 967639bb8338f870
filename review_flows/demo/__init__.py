"""The played case: the files that come in after the first submission, all fictitious."""
