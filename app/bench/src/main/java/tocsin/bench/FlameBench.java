package tocsin.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** Where the server on the JVM spends its processor time under load, as the JVM's own recorder sees it. */
final class FlameBench {

    /** Linux only; it sees threads that are in native code too. */
    private static final String SAMPLE = "jdk.CPUTimeSample";

    private static final int HOTTEST = 20;

    private final Options options;

    FlameBench(Options options) {
        this.options = options;
    }

    Map<String, Object> run() throws IOException, InterruptedException {
        if (!options.executable().toString().endsWith(".jar")) {
            throw new IllegalArgumentException("A flame graph is drawn of the JVM application: --executable FILE.jar");
        }
        var recording = options.data().resolve("flame.jfr").toAbsolutePath();
        Instant from;
        Load.Result result;
        try (var server = Server.start(
                options.executable(), options.data(), 0, Map.of("JAVA_TOOL_OPTIONS", recorder(recording)))) {
            var load = new Load(server, Corpus.read(options.events()).mix(options.mix()), options.connections());
            load.during(options.warmUp());
            from = Instant.now();
            result = load.during(options.duration());
        }
        var flames = read(recording, from);
        var picture = Files.createDirectories(Results.FOLDER).resolve("flame.svg");
        Files.writeString(picture, flames.svg());
        System.err.println("bench: drawn in " + picture);

        var row = new LinkedHashMap<String, Object>();
        row.put("acceptedPerSecond", Math.round(result.acceptedPerSecond()));
        row.put("samples", flames.samples());
        flames.hottest(HOTTEST).forEach((method, percent) -> row.put(method, "%.1f %%".formatted(percent)));
        return row;
    }

    /** Silent, because the server's first line is its address. */
    private static String recorder(Path recording) {
        return "-Xlog:jfr+startup=error -XX:FlightRecorderOptions=stackdepth=256"
                + " -XX:StartFlightRecording=dumponexit=true,filename=" + recording + "," + SAMPLE + "#enabled=true,"
                + SAMPLE + "#throttle=10ms";
    }

    private static Flames read(Path recording, Instant from) throws IOException {
        var flames = new Flames();
        try (var file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                var event = file.readEvent();
                if (event.getEventType().getName().equals(SAMPLE)
                        && event.getStackTrace() != null
                        && event.getStartTime().isAfter(from)) {
                    flames.add(frames(event));
                }
            }
        }
        return flames;
    }

    private static List<String> frames(RecordedEvent event) {
        return event.getStackTrace().getFrames().reversed().stream()
                .filter(RecordedFrame::isJavaFrame)
                .map(frame -> frame.getMethod().getType().getName() + "."
                        + frame.getMethod().getName())
                .toList();
    }
}
