package tocsin.issue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.NotFoundException;
import java.util.Collection;
import java.util.List;
import tocsin.account.Access;

/** Finds the issue that an address means, by its id or by its short id, among what the person may see. */
@ApplicationScoped
class IssueId {

    private final Access access;

    IssueId(Access access) {
        this.access = access;
    }

    Issue get(String text) {
        return get(access.projects(), text);
    }

    /** In one project: an issue of another is not found, even where the person may see it. */
    Issue get(String projectSlug, String text) {
        return get(List.of(access.project(projectSlug).id()), text);
    }

    private Issue get(Collection<Long> projects, String text) {
        var shortId = ShortId.parse(text);
        if (shortId.isPresent()) {
            var project = access.project(shortId.get().project()).id();
            if (!projects.contains(project)) {
                throw new NotFoundException();
            }
            return Issue.get(project, shortId.get().number());
        }
        if (!text.matches("\\d{1,18}")) {
            throw new NotFoundException();
        }
        return Issue.get(projects, Long.parseLong(text));
    }
}
