"""A text in, its parts, clauses and facts out: what a lawyer sees in a document."""
