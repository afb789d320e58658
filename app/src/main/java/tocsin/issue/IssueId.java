package tocsin.issue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.NotFoundException;
import java.util.Collection;
import java.util.List;
import tocsin.account.Access;

/**
 * Finds the issue that an address means, by its id or by its short id, among what the person may see. Of one that became
 * part of another, that is the other.
 */
@ApplicationScoped
class IssueId {

    private final Access access;
    private final IssueSql sql;

    IssueId(Access access, IssueSql sql) {
        this.access = access;
        this.sql = sql;
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
            var number = shortId.get().number();
            return Issue.known(project, number)
                    .or(() -> sql.mergedByNumber(access.tenant(), project, number)
                            .flatMap(into -> Issue.known(projects, into)))
                    .orElseThrow(NotFoundException::new);
        }
        if (!text.matches("\\d{1,18}")) {
            throw new NotFoundException();
        }
        var id = Long.parseLong(text);
        return Issue.known(projects, id)
                .or(() -> sql.mergedInto(access.tenant(), projects, id).flatMap(into -> Issue.known(projects, into)))
                .orElseThrow(NotFoundException::new);
    }
}
