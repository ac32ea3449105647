"""Capture: bytes, headers and outcome, from the web or a file, onto the spool. Never opens DuckDB."""
