package tocsin.account;

/** A project that the person of this request may see. */
public record VisibleProject(long id, String slug, String name, String platform, boolean active) {}
