"""Posts: what a captured page says, as cleaned, keyed and hashed posts."""
