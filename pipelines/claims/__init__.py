"""Claims: coded statements with their evidence, read from one post at a time."""
