package tocsin.command;

import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tocsin.config.DatabaseRole;

@Command(
        name = "database",
        description = {
            "Says what the database is made of and busy with: sizes of tables, and the slowest statements with their plans.",
            "Nothing that is stored is read, and statements are shown without their values."
        })
class DatabaseCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private Instance instance;

    @Override
    public void run() {
        var access = instance.settings()
                .database(DatabaseRole.OWNER)
                .orElseThrow(() -> new CommandRefused("No database to look at: set TOCSIN_DATABASE_OWNER_URL, or one"
                        + " address for everything in TOCSIN_DATABASE_URL or DATABASE_URL."));
        var state = new DatabaseStateSql(access);
        var output = new Output();
        output.print(spec, List.of("FACT", "VALUE"), state.facts());
        output.say(spec, "");
        output.print(
                spec,
                List.of("TABLE", "PARTS", "BYTES", "ROWS", "DEAD", "VACUUMED", "ANALYZED"),
                state.tables().stream()
                        .map(table -> List.of(
                                table.name(),
                                String.valueOf(table.parts()),
                                String.valueOf(table.bytes()),
                                String.valueOf(table.rows()),
                                String.valueOf(table.dead()),
                                table.vacuumed(),
                                table.analyzed()))
                        .toList());
        for (var statement : state.statements()) {
            output.say(spec, "");
            output.say(
                    spec,
                    String.format(
                            Locale.ROOT,
                            "STATEMENT  %d calls, %.2f ms each, %.1f s in all",
                            statement.calls(),
                            statement.meanMillis(),
                            statement.totalSeconds()));
            output.say(spec, statement.query().strip());
            statement.plan().forEach(line -> output.say(spec, "  " + line));
        }
    }
}
