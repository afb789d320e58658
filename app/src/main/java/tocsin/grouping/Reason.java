package tocsin.grouping;

/** A part of an event that was looked at, what was seen there, and whether it took part in the key. */
public record Reason(String part, String detail, boolean contributes) {}
