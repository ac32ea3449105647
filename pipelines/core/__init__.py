"""What every room may use: ids, clock, errors, settings, logging, events and table declarations."""
