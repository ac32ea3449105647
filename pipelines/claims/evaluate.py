"""Holds extracted claims against labelled ones: what the shared scorer prints, and precision per grade and rule."""
