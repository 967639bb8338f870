"""Brings the flows to Prefect: a server where none is given, legs from the outbox, schedules.

It stands above the flows and below the doors, because it knows every flow and talks to Prefect.
Nothing of a case depends on it: with Prefect away, decisions go on and the legs wait.
"""
