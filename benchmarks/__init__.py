"""Measurements of landing, parsing, extraction, refresh and release; run by hand, never by the tests."""
