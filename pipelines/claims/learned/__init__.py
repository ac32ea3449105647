"""What labelled posts taught: choices among what the rules found, by sums of integer weights."""
