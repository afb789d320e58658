package tocsin.installer.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tocsin.installer.host.Host;
import tocsin.installer.install.Server;
import tocsin.installer.install.Services;
import tocsin.installer.report.Code;
import tocsin.installer.report.Finding;
import tocsin.installer.report.JsonReader;

/** What only the server's program can know, because it has the database: its own doctor is asked. */
record ServerLook(Host host) {

    List<Look> looks() {
        var command = new ArrayList<>(List.of("doctor", "--json"));
        if (new Services(host).units().contains("tocsin-postgresql.service")) {
            command.add("--disk-free=" + free());
        }
        var outcome = new Server(host).run(command.toArray(String[]::new));
        try {
            return looks(outcome.output());
        } catch (IllegalArgumentException e) {
            return List.of(Look.wrong(
                    "server",
                    List.of(Finding.error(
                            Code.E715,
                            "the server's own doctor gave no answer: " + outcome.lastLine(),
                            "Put right what it says; `tocsinctl logs` may tell more."))));
        }
    }

    /** One for each code; what listens is known better here, where the colours are. */
    static List<Look> looks(String json) {
        var looks = new LinkedHashMap<String, Look>();
        for (var answer : JsonReader.objects(json)) {
            var code = text(answer, "code");
            if (code.isEmpty() || code.equals(Code.E712.name())) {
                continue;
            }
            var subject = text(answer, "subject");
            var detail = subject + ": " + text(answer, "detail");
            var findings = new ArrayList<Finding>();
            switch (text(answer, "result")) {
                case "bad" -> findings.add(Finding.error(code(code), detail, text(answer, "remedy")));
                case "warning" -> findings.add(Finding.warning(code(code), detail, text(answer, "remedy")));
                default -> {}
            }
            looks.put(subject, Look.of(subject, findings, text(answer, "detail")));
        }
        if (looks.isEmpty()) {
            throw new IllegalArgumentException("no findings");
        }
        return List.copyOf(looks.values());
    }

    /** A newer server may know more than we do. */
    private static Code code(String name) {
        return Arrays.stream(Code.values())
                .filter(code -> code.name().equals(name))
                .findFirst()
                .orElse(Code.E715);
    }

    private static String text(Map<?, ?> answer, String name) {
        return answer.get(name) instanceof String text ? text : "";
    }

    private long free() {
        try {
            return Files.getFileStore(host.data()).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
