"""Two versions of a document: which clause became which, and what changed."""
