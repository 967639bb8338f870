"""Copies of a draft with comments in Word: what goes out in them, and what comes back."""
