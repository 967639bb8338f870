"""A Word file in, the same file changed out: commented, redlined, its changes settled."""
