package tocsin.event;

import io.quarkus.qute.TemplateData;
import java.util.ArrayList;
import java.util.List;

/** What a trail of breadcrumbs can be narrowed to, and how many it has. */
@TemplateData
public record BreadcrumbKind(String name, long count) {

    /** Those that occur; none when there would be nothing to choose. */
    static List<BreadcrumbKind> of(List<BreadcrumbView> trail) {
        var kinds = new ArrayList<BreadcrumbKind>();
        for (var kind : BreadcrumbView.KINDS) {
            add(
                    kinds,
                    kind,
                    trail.stream().filter(crumb -> crumb.kind().equals(kind)).count(),
                    trail.size());
        }
        return kinds;
    }

    /** Whatever is a warning or worse, of any kind; at most one, and none when it would narrow nothing. */
    static List<BreadcrumbKind> grave(List<BreadcrumbView> trail) {
        var kinds = new ArrayList<BreadcrumbKind>();
        add(kinds, "warnings", trail.stream().filter(BreadcrumbKind::isGrave).count(), trail.size());
        return kinds;
    }

    private static void add(List<BreadcrumbKind> kinds, String name, long count, int all) {
        if (count > 0 && count < all) {
            kinds.add(new BreadcrumbKind(name, count));
        }
    }

    private static boolean isGrave(BreadcrumbView crumb) {
        return List.of("warning", "error", "fatal").contains(crumb.level());
    }
}
