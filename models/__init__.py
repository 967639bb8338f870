"""What is true: tables, shapes and rules. No files, no network, no clock of the machine."""
