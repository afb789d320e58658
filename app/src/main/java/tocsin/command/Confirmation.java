package tocsin.command;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Stands before what cannot be undone. */
class Confirmation {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--yes", description = "Really.")
    private boolean yes;

    void require(String doomed) {
        if (!yes) {
            throw new ParameterException(
                    spec.commandLine(), "This deletes the " + doomed + " for ever. If you mean it, add --yes.");
        }
    }
}
