"""Checks: the contracts every table must keep."""
