package tocsin.issue;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tocsin.testing.Envelopes;
import tocsin.testing.Postgres;
import tocsin.testing.Reader;
import tocsin.testing.Samples;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class SeenTest {

    private static final String EVENT = Envelopes.exception("KeyError", "'total'");

    @Inject
    DeletionJob deletions;

    private Samples.Project project;
    private Reader reader;
    private String list;

    @BeforeEach
    void newProject() {
        project = Samples.project();
        reader = Reader.of(project.organization());
        list = "/" + project.organization().slug() + "/web/issues";
    }

    @Test
    void anIssueIsUnseenUntilThePersonOpensIt() {
        var issue = IssueRows.issueOf(IssueRows.send(project, EVENT));
        assertThat(get(reader, list)).contains("issue-row unseen");

        get(reader, list + "/" + issue);

        assertThat(get(reader, list)).doesNotContain("issue-row unseen").doesNotContain("issue-row news");
        assertThat(get(Reader.of(project.organization()), list)).contains("issue-row unseen");
    }

    @Test
    void whatHappensAfterwardsIsNews() {
        var issue = IssueRows.issueOf(IssueRows.send(project, EVENT));
        get(reader, list + "/" + issue);
        Samples.execute("update issue set last_seen = last_seen + interval '1 minute' where id = ?", issue);

        assertThat(get(reader, list)).contains("issue-row news");
        get(reader, list + "/" + issue);
        assertThat(get(reader, list)).doesNotContain("issue-row news");
    }

    @Test
    void whatIsSettledCallsForNobody() {
        var issue = IssueRows.issueOf(IssueRows.send(project, EVENT));
        Samples.execute("update issue set status = 'RESOLVED' where id = ?", issue);

        assertThat(get(reader, list + "?query=")).contains("WEB-1").doesNotContain("issue-row unseen");
    }

    @Test
    void anIssueThatWasReadCanBeDeleted() {
        var issue = IssueRows.issueOf(IssueRows.send(project, EVENT));
        get(reader, list + "/" + issue);

        reader.page().post(list + "/" + issue + "/delete").then().statusCode(303);
        deletions.run();

        assertThat(Samples.<Long>query("select count(*) from issue_seen where issue_id = ?", issue))
                .isZero();
    }

    private static String get(Reader reader, String path) {
        return reader.page().get(path).then().statusCode(200).extract().asString();
    }
}
