"""Release: immutable, versioned, read-only snapshots, and what is drawn from them."""
