package tocsin.help;

/**
 * A part of a page under one heading, as one looks for it.
 *
 * @param anchor its place on the page; empty for what comes before the first heading
 */
public record Section(String anchor, String heading, String text) {}
