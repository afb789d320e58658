package tocsin.command;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tocsin.config.Settings;
import tocsin.tenant.Migrations.Phase;

@Command(
        name = "migrate",
        description = {
            "Brings the schema up to date, as the database's owner.",
            "First `expand`, which disturbs no running server, then the new servers, and once none of an older release is"
                    + " left, `contract`. Each can be repeated safely."
        },
        synopsisSubcommandLabel = "(status | expand | contract)")
class MigrateCommand {

    @Spec
    private CommandSpec spec;

    @Command(description = "Lists every migration and whether it has been applied.")
    void status(@Mixin Output output) {
        var schema = Schema.of(Settings.of(System.getenv()));
        var rows = List.of(Phase.EXPAND, Phase.CONTRACT).stream()
                .flatMap(phase -> schema.status(phase).stream().map(step -> step.row(phase)))
                .toList();
        output.print(spec, List.of("phase", "version", "migration", "state"), rows);
    }

    @Command(description = "Adds what this release needs. Servers of the release before go on working.")
    void expand() {
        migrate(Phase.EXPAND);
    }

    @Command(description = "Removes what no release needs any more. Afterwards there is no way back to the one before.")
    void contract() {
        migrate(Phase.CONTRACT);
    }

    private void migrate(Phase phase) {
        var applied = Schema.of(Settings.of(System.getenv())).migrate(phase);
        var out = spec.commandLine().getOut();
        out.println(applied == 0 ? "Nothing to do." : applied + " applied.");
        out.flush();
    }
}
