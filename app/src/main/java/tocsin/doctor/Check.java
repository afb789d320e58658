package tocsin.doctor;

import io.quarkus.qute.TemplateData;
import java.util.Arrays;
import java.util.Optional;

/** What is looked at. The code has a page of help, and neither it nor the name ever changes its meaning. */
@TemplateData
public enum Check {
    PROGRAM("program", ""),
    SETTINGS("settings", ""),
    DATABASE("database", "E710"),
    SCHEMA("schema", "E711"),
    SERVER("server", "E712"),
    PARTITIONS("partitions", "E713"),
    QUEUE("queue", "E705"),
    SPOOL("spool", "E704"),
    OUTBOX("outbox", "E706"),
    STATEMENTS("statements", "E707"),
    STORAGE("storage", "E714"),
    DISK("disk", "E701");

    private final String label;
    private final String code;

    Check(String label, String code) {
        this.label = label;
        this.code = code;
    }

    public String label() {
        return label;
    }

    /** Empty for what is only told. */
    public String code() {
        return code;
    }

    static Optional<Check> of(String label) {
        return Arrays.stream(values())
                .filter(check -> check.label.equals(label))
                .findFirst();
    }
}
