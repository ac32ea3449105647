"""Ledger: the append-only, hash-chained log of what happened; the only truth."""
