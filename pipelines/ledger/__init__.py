"""The event log: one gap-free hash chain of what happened, and the bodies of the pages that were captured."""
