"""What a deployment needs beside the program: roles of the database, units, files."""
