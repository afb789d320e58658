package tocsin.web;

import io.quarkus.qute.TemplateData;

/**
 * One value of a distribution, for {@code {#distribution}}.
 *
 * @param percent of all, 0 to 100
 * @param href where only these are shown; empty when nowhere
 */
@TemplateData
public record Share(String value, long count, int percent, String href) {}
