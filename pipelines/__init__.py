"""newsledger: from a live-blog page to a released fact, one room after another."""
