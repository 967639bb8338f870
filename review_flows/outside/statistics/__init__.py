"""Statistics as files: tables, and the yearly report with its charts."""
