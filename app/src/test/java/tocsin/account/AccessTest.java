package tocsin.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.ws.rs.NotFoundException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import tocsin.tenant.CurrentTenant;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

/** Of the projects that somebody sees, a request reads those that it shows. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class AccessTest {

    @Inject
    DataSource database;

    private final Samples.Project project = Samples.project();
    private int rows;

    @Test
    void onlyWhatIsAskedForIsRead() {
        many(500);
        var access = access(Role.OWNER);

        assertThat(inTenant(() -> access.project("web")).id()).isEqualTo(project.id());
        assertThat(rows).isEqualTo(1);
        assertThat(inTenant(() -> access.project(project.id())).slug()).isEqualTo("web");
        assertThat(inTenant(() -> access.projects(List.of(project.id(), -7L)))).containsOnlyKeys(project.id());
        assertThat(rows).as("what was met is known").isEqualTo(1);
        assertThat(inTenant(() -> access.firstProjects(50)))
                .hasSize(50)
                .extracting(VisibleProject::slug)
                .isSorted();
        assertThat(inTenant(() -> access.countProjects())).isEqualTo(501);
        assertThat(rows).isEqualTo(1 + 50 + 1);
    }

    @Test
    void aProjectIsFoundByItsIdUnlessAnothersSlugIsThat() {
        var access = access(Role.OWNER);
        var id = Long.toString(project.id());
        assertThat(inTenant(() -> access.project(id)).slug()).isEqualTo("web");
        var named = Samples.project(project.organization(), id);

        assertThat(inTenant(() -> access(Role.OWNER).project(id)).id()).isEqualTo(named.id());
    }

    @Test
    void nobodyFindsWhatTheyDoNotSee() {
        var access = access(Role.MEMBER);
        var foreign = Samples.project();

        assertThatThrownBy(() -> inTenant(() -> access.project("web"))).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> inTenant(() -> access.project(project.id()))).isInstanceOf(NotFoundException.class);
        assertThat(inTenant(() -> access.firstProjects(50))).isEmpty();
        assertThat(inTenant(() -> access.countProjects())).isZero();
        assertThat(inTenant(() -> access.projects())).isEmpty();
        assertThatThrownBy(() -> inTenant(() -> access(Role.OWNER).project(foreign.id())))
                .isInstanceOf(NotFoundException.class);
    }

    private void many(int projects) {
        Samples.execute(
                "insert into project (tenant_id, slug, name) select ?, 'p' || n, 'p' || n from generate_series(1, ?) n",
                project.tenant(),
                projects);
    }

    /** Somebody without a team. */
    private Access access(Role role) {
        var access = new Access(new AccountSql((DataSource) counted(database, DataSource.class)));
        access.bySession(new Person(-1, "ada@example.org", "Ada", false, "auto", false), new byte[0], "");
        access.in(project.tenant(), project.organization().slug(), Rights.ofSession(role, false));
        return access;
    }

    private <T> T inTenant(Supplier<T> asked) {
        return CurrentTenant.as(project.tenant(), asked);
    }

    /** The same, with the rows counted that are read of it. */
    private Object counted(Object real, Class<?> type) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            var result = method.invoke(real, arguments);
            if (method.getName().equals("next") && Boolean.TRUE.equals(result)) {
                rows++;
            }
            return switch (result) {
                case Connection connection -> counted(connection, Connection.class);
                case PreparedStatement statement -> counted(statement, PreparedStatement.class);
                case ResultSet found -> counted(found, ResultSet.class);
                case null, default -> result;
            };
        });
    }
}
