package tocsin.web;

import io.quarkus.qute.TemplateData;

/**
 * Somewhere the frame leads to: an organization to switch to, a project in the rail, a step of the breadcrumb.
 *
 * @param here true when the person is already there
 */
@TemplateData
public record Place(String label, String href, boolean here) {

    public static Place of(String label, String href) {
        return new Place(label, href, false);
    }

    /** The first letter, for a rail that is folded. */
    public String initial() {
        return label.isEmpty() ? "?" : label.substring(0, label.offsetByCodePoints(0, 1));
    }
}
