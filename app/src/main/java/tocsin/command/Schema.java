package tocsin.command;

import java.util.List;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import tocsin.config.DatabaseAccess;
import tocsin.config.DatabaseRole;
import tocsin.config.Option;
import tocsin.config.Settings;
import tocsin.tenant.Migrations;
import tocsin.tenant.Migrations.Phase;

/** The schema of the database that the settings name, in the hands of its owner. */
final class Schema {

    private final DatabaseAccess owner;
    private final Settings settings;

    private Schema(DatabaseAccess owner, Settings settings) {
        this.owner = owner;
        this.settings = settings;
    }

    static Schema of(Settings settings) {
        var owner = settings.database(DatabaseRole.OWNER)
                .orElseThrow(() ->
                        new CommandRefused("No database to migrate: set " + Option.DATABASE_OWNER.environmentName()
                                + ", or one address for everything in " + Option.DATABASE.environmentName()
                                + " or DATABASE_URL."));
        return new Schema(owner, settings);
    }

    /** Applies what is missing, after the roles that the scripts give rights to; says how many scripts ran. */
    int migrate(Phase phase) {
        var database = new DatabaseSql(owner.url());
        var rolesAreThere = !isShared(DatabaseRole.APP) || database.createSharedRoles();
        try {
            return migrations(rolesAreThere).migrate(phase);
        } catch (FlywayException e) {
            throw new CommandRefused("The migration failed and was rolled back: " + e.getMessage(), e);
        }
    }

    List<Step> status(Phase phase) {
        try {
            return migrations(true).status(phase).stream().map(Step::of).toList();
        } catch (FlywayException e) {
            throw new CommandRefused("The schema cannot be read: " + firstLine(e), e);
        }
    }

    private Migrations migrations(boolean rolesAreThere) {
        return new Migrations(
                new DatabaseSql(owner.url()).dataSource(),
                name(DatabaseRole.APP, rolesAreThere),
                name(DatabaseRole.INGEST, rolesAreThere));
    }

    /** Where the roles may not be created one role does everything, bound by the policies all the same. */
    private String name(DatabaseRole role, boolean rolesAreThere) {
        if (!isShared(role)) {
            return settings.database(role).orElseThrow().url().user();
        }
        return rolesAreThere ? role.roleName() : owner.url().user();
    }

    private boolean isShared(DatabaseRole role) {
        return settings.database(role).map(DatabaseAccess::shared).orElse(true);
    }

    /** Flyway draws boxes around what the first line says. */
    private static String firstLine(FlywayException e) {
        return e.getMessage().lines().findFirst().orElse("");
    }

    /** One script of the history. */
    record Step(String version, String description, String state, boolean isPending) {

        static Step of(MigrationInfo info) {
            return new Step(
                    info.isVersioned() ? info.getVersion().toString() : "",
                    info.getDescription(),
                    info.getState().getDisplayName(),
                    !info.getState().isApplied() && info.getState().isResolved());
        }

        List<String> row(Phase phase) {
            return List.of(phase.name().toLowerCase(java.util.Locale.ROOT), version, description, state);
        }
    }
}
