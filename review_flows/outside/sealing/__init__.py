"""The sealed log outside the rules: keys, signers, rows of leaves and checkpoints, ways out."""
