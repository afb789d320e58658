package tocsin.web;

import io.quarkus.qute.TemplateData;

/** One part of why events belong together, for {@code {#reasons}}. */
@TemplateData
public record Reason(String part, String detail, boolean contributes) {}
