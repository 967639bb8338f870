"""发文核查: what was issued, held against what was reviewed, registered and filed."""
