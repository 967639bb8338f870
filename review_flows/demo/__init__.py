"""A case played from the inbox to in force: its office, its papers, its story, and the player."""
