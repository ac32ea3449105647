"""Sources: one folder a publisher, with how to find its live blogs and how to read one page."""
