package tocsin.tenant;

/** An organization as those see it who may look across tenants: its immutable id, its slug, its name. */
public record Tenant(String id, String slug, String name, boolean active) {}
