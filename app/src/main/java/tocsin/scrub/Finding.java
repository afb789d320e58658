package tocsin.scrub;

/** Part of a text that must go: from, to (exclusive), and the id of the rule that says so. */
record Finding(int from, int to, String rule) {}
