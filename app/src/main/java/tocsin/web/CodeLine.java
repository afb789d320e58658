package tocsin.web;

import io.quarkus.qute.RawString;
import io.quarkus.qute.TemplateData;

/**
 * A line of source, for {@code {#codeLines}}.
 *
 * @param html the text, escaped and highlighted with {@code <i class="k">} and the like (see {@code code.css})
 * @param failing true for the one line that the stack names
 */
@TemplateData
public record CodeLine(int number, RawString html, boolean failing) {}
