"""How letters look: the page of GB/T 9704-2012, in one place."""
