package tocsin.command;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tocsin.account.Slices;
import tocsin.sensor.Sensors.Listed;

@Command(name = "sensor", description = "Sensors of a project: programs that enrol by themselves.")
class SensorCommand {

    @Command(name = "create-token", description = "Makes a token with which sensors enrol, and shows it once.")
    int createToken(
            @Mixin Administration administration,
            @Mixin KeyCommand.Owner owner,
            @Option(names = "--label", required = true, description = "What enrols with it.") String label,
            @Option(names = "--most", defaultValue = "1", description = "For so many sensors; 1 without it.") int most,
            @Option(names = "--hours", defaultValue = "24", description = "How long it works; 24 without it.")
                    int hours) {
        return administration.show(operations -> owner.on(operations, "created an enrolment token", project -> {
            var created = operations.enrolments.create(project, label, most, Duration.ofHours(hours));
            return Rows.single(
                    created.enrolment(),
                    made -> List.of(made.id(), made.label(), created.token(), made.most(), made.expiresAt()),
                    "id",
                    "label",
                    "token",
                    "most",
                    "expires");
        }));
    }

    @Command(name = "list-tokens", description = "Lists the tokens that still let a sensor in: how each begins.")
    int listTokens(@Mixin Administration administration, @Mixin KeyCommand.Owner owner) {
        return administration.show(operations -> Rows.of(
                owner.on(operations, "listed the enrolment tokens", operations.enrolments::list),
                token -> List.of(
                        token.id(), token.label(), token.prefix(), token.used(), token.most(), token.expiresAt()),
                "id",
                "label",
                "prefix",
                "used",
                "most",
                "expires"));
    }

    @Command(name = "revoke-token", description = "Nobody enrols with it any more; who did stays.")
    int revokeToken(
            @Mixin Administration administration,
            @Mixin KeyCommand.Owner owner,
            @Parameters(paramLabel = "ID") long id) {
        return administration.say(
                "The token is revoked.",
                operations -> owner.on(operations, "revoked an enrolment token", project -> {
                    operations.enrolments.revoke(project, id);
                    return null;
                }));
    }

    @Command(description = "Lists sensors, the newest first, a hundred at a time.")
    int list(
            @Mixin Administration administration,
            @Mixin KeyCommand.Owner owner,
            @Option(names = "--before", paramLabel = "ID", description = "Those that enrolled before this one.")
                    Optional<Long> before) {
        return administration.show(operations -> Rows.of(
                owner.on(
                        operations,
                        "listed the sensors",
                        project -> operations.sensors.before(project, before.orElse(Long.MAX_VALUE)).stream()
                                .limit(Slices.SIZE)
                                .toList()),
                SensorCommand::row,
                "id",
                "sensorId",
                "name",
                "version",
                "seen",
                "revoked"));
    }

    @Command(description = "Refuses what a sensor sends, for good.")
    int revoke(
            @Mixin Administration administration,
            @Mixin KeyCommand.Owner owner,
            @Parameters(paramLabel = "ID") long id) {
        return administration.say(
                "The sensor is revoked.",
                operations -> owner.on(operations, "revoked a sensor", project -> {
                    operations.sensors.revoke(project, id);
                    return null;
                }));
    }

    @Command(description = "Signs the tokens of all sensors with a new key; meanwhile the old one is believed.")
    int rotate(
            @Mixin Administration administration,
            @Mixin KeyCommand.Owner owner,
            @Option(
                            names = "--grace-hours",
                            required = true,
                            description = "For how long the old key is believed; 0 when it leaked: all enrol anew.")
                    int hours) {
        return administration.show(operations -> Rows.single(
                owner.on(
                        operations,
                        "rotated the sensors' signing key",
                        project -> operations.signingKeys.rotate(project, Duration.ofHours(hours))),
                rotated -> List.of(rotated.oldRetiresAt()),
                "oldRetires"));
    }

    private static List<Object> row(Listed sensor) {
        return List.of(
                sensor.id(),
                sensor.sensorId(),
                sensor.name(),
                sensor.version().orElse(""),
                sensor.lastSeenAt().map(Instant::toString).orElse("never"),
                sensor.revoked());
    }
}
