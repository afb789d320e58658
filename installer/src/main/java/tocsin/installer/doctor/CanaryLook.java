package tocsin.installer.doctor;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import tocsin.installer.host.Host;
import tocsin.installer.install.Server;
import tocsin.installer.install.Services;
import tocsin.installer.report.Code;
import tocsin.installer.report.Finding;
import tocsin.installer.report.JsonReader;

/** An event on its way from a program to a person: sent, grouped, found, and how long that took. */
record CanaryLook(Host host) {

    private static final double SLOW_MILLIS = 5_000;
    private static final String CHECK = "canary";

    Look look() {
        var credential = new CanaryCredential(host);
        if (!Files.isRegularFile(credential.file())) {
            return Look.wrong(
                    CHECK,
                    List.of(Finding.warning(
                            Code.E709,
                            "no event was sent on its way, because there is no project to send it to",
                            "`tocsinctl admin canary --organization SLUG --user EMAIL` makes one, once.")));
        }
        var values = credential.values();
        var outcome = new Server(host)
                .run(
                        Map.of(
                                CanaryCredential.DSN, values.getOrDefault(CanaryCredential.DSN, ""),
                                CanaryCredential.TOKEN, values.getOrDefault(CanaryCredential.TOKEN, "")),
                        "canary",
                        "--json",
                        "--seconds=20",
                        "--project=" + values.getOrDefault(CanaryCredential.PROJECT, ""),
                        "--at=" + values.getOrDefault(CanaryCredential.AT, here()));
        if (!outcome.isGood()) {
            return Look.wrong(
                    CHECK,
                    List.of(Finding.error(
                            Code.E708,
                            "an event did not come through: " + outcome.lastLine(),
                            "Put right what it says; programs that send events meet the same.")));
        }
        return timed(outcome.output());
    }

    private static Look timed(String answer) {
        var flown = JsonReader.read(answer) instanceof Map<?, ?> map ? map : Map.of();
        var accepted = String.valueOf(flown.get("accepted_ms"));
        var found = String.valueOf(flown.get("found_ms"));
        var text = "an event was accepted after " + accepted + " ms and found after " + found + " ms";
        return Double.parseDouble(found) > SLOW_MILLIS
                ? Look.wrong(
                        CHECK,
                        List.of(Finding.warning(Code.E708, text, "Look at the load of the database and of its disk.")))
                : Look.well(CHECK, text);
    }

    private String here() {
        return new Server(host).url(new Services(host).current());
    }
}
