"""Tests of the whole way, from a page to a released fact."""
