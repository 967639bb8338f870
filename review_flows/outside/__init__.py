"""The only code that opens files, runs SQL, asks the time, talks to Prefect."""
