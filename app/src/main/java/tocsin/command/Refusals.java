package tocsin.command;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;
import tocsin.command.postgres.PostgresFailed;
import tocsin.config.SettingsRefused;

/** Tells apart what the operator can put right, which needs a sentence, from our own defects, which need a trace. */
class Refusals implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception problem, CommandLine command, ParseResult parsed) {
        var error = command.getErr();
        return switch (problem) {
            case SettingsRefused wrong -> {
                wrong.getMessage().lines().forEach(line -> error.println("tocsin: " + line));
                yield ExitCode.USAGE;
            }
            case CommandRefused refused -> {
                error.println("tocsin: " + refused.getMessage());
                yield ExitCode.SOFTWARE;
            }
            case PostgresFailed failed -> {
                error.println("tocsin: " + failed.getMessage());
                yield ExitCode.SOFTWARE;
            }
            case WebApplicationException refused -> {
                error.println("tocsin: " + sentence(refused));
                yield ExitCode.SOFTWARE;
            }
            default -> {
                error.println("tocsin: this is a defect, please report it with what follows.");
                problem.printStackTrace(error);
                yield ExitCode.SOFTWARE;
            }
        };
    }

    /** The operations were written for the web: without words of their own they say "HTTP 404 Not Found". */
    private static String sentence(WebApplicationException refused) {
        var message = refused.getMessage();
        if (message == null || message.startsWith("HTTP ")) {
            return refused instanceof NotFoundException ? "There is no such thing." : "This cannot be done: " + message;
        }
        return message;
    }
}
