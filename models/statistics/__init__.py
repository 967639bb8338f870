"""Statistics: facts of a site go in, figures come out, each with the rows that it counts."""
