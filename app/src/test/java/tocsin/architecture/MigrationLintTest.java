package tocsin.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MigrationLintTest {

    /** Tables that belong to the instance. Whoever adds one says in the review why no tenant owns its rows. */
    private static final Set<String> GLOBAL = Set.of(
            "instance_audit",
            "user_account",
            "login_session",
            "login_attempt",
            "setup_link",
            "digest_round",
            "event_leaf",
            "instance_key",
            "retention_turn");

    /** Partitions: their leaves have unique indexes that begin with the tenant, or rows that others lead to. */
    private static final Set<String> WITHOUT_PRIMARY_KEY =
            Set.of("event", "attachment", "attachment_chunk", "feedback");

    private static final Path EXPAND = Path.of("src/main/resources/db/expand");

    @Test
    void ourMigrationsKeepTenantsApart() throws IOException {
        var lint = new MigrationLint(GLOBAL, WITHOUT_PRIMARY_KEY);
        for (var file : scripts()) {
            lint.name(file);
            lint.script(file, Files.readString(EXPAND.resolve(file)));
        }

        assertThat(lint.findings()).isEmpty();
    }

    @Test
    void theIndexNamesEveryScriptOnceAndInOrder() throws IOException {
        assertThat(Files.readAllLines(EXPAND.resolve("index.txt"))).isEqualTo(scripts());
        assertThat(scripts().stream().map(file -> file.substring(0, 4))).doesNotHaveDuplicates();
    }

    @Test
    void aTableWithoutItsGuardIsFound() {
        assertThat(findings("create table note (tenant_id text, id bigint, primary key (tenant_id, id));"))
                .containsExactly("note: no call tenant_table('note')");
    }

    @Test
    void aPrimaryKeyThatForgetsTheTenantIsFound() {
        assertThat(findings("create table note (id bigint primary key, tenant_id text); call tenant_table('note');"))
                .containsExactly("V009__note.sql, note: the primary key does not begin with tenant_id");
    }

    @Test
    void aForeignKeyThatForgetsTheTenantIsFound() {
        assertThat(findings("""
                        create table note (
                            tenant_id text not null,
                            id bigint check (id > 0),
                            team_id bigint references team on delete cascade,
                            author bigint references user_account,
                            primary key (tenant_id, id),
                            foreign key (project_id) references project
                        );
                        call tenant_table('note');
                        """))
                .containsExactly(
                        "V009__note.sql, note: the foreign key to project does not begin with tenant_id",
                        "V009__note.sql, note: the foreign key to team does not begin with tenant_id");
    }

    @Test
    void aKeyThatIsAddedLaterIsLookedAtToo() {
        assertThat(findings("alter table issue add column owner bigint references team;"))
                .containsExactly("V009__note.sql, issue: the foreign key to team does not begin with tenant_id");
        assertThat(findings("alter table issue add constraint once unique (number);"))
                .containsExactly("V009__note.sql, issue: the unique key on number does not begin with tenant_id");
        assertThat(findings("create unique index once on issue (number);"))
                .containsExactly("V009__note.sql, issue: the unique index on number does not begin with tenant_id");
    }

    @Test
    void aFunctionOfTheOwnersThatTrustsTemporaryTablesIsFound() {
        assertThat(findings("create function f() returns void language sql security definer"
                        + " set search_path = pg_catalog, public as 'select 1';"))
                .hasSize(1);
    }

    @Test
    void whatTakesAwayIsNoExpansion() {
        assertThat(findings("alter table issue drop column culprit;")).hasSize(1);
        assertThat(findings("alter table issue add column x text, drop column culprit;"))
                .hasSize(1);
    }

    private static List<String> findings(String sql) {
        var lint = new MigrationLint(GLOBAL, WITHOUT_PRIMARY_KEY);
        lint.script("V009__note.sql", sql);
        return lint.findings();
    }

    private static List<String> scripts() throws IOException {
        try (var files = Files.list(EXPAND)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("index.txt"))
                    .sorted()
                    .toList();
        }
    }
}
