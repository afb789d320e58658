package tocsin.installer.backup;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tocsin.installer.host.Host;
import tocsin.installer.report.Code;
import tocsin.installer.report.Finding;
import tocsin.installer.settings.SettingsFile;

/**
 * What an operator has decided about backups, in {@code backup.env}.
 *
 * @param values by name, as they stand there
 */
public record BackupSettings(Map<String, String> values) {

    static final String DESTINATION = "BACKUP_DESTINATION";
    static final String KEEP = "BACKUP_KEEP";
    static final String KEEP_DAYS = "BACKUP_KEEP_DAYS";
    static final String TIME = "BACKUP_TIME";
    static final String POINT_IN_TIME = "BACKUP_POINT_IN_TIME";
    static final String RECIPIENT = "BACKUP_RECIPIENT";
    static final String ENDPOINT = "BACKUP_S3_ENDPOINT";
    static final String REGION = "BACKUP_S3_REGION";

    private static final String PLACE = "/etc/tocsin/backup.env";
    private static final Map<String, String> SHIPPED = Map.of(
            DESTINATION, "/var/lib/tocsin/backup",
            KEEP, "7",
            KEEP_DAYS, "0",
            TIME, "02:30",
            POINT_IN_TIME, "no",
            RECIPIENT, "",
            ENDPOINT, "",
            REGION, "us-east-1");
    private static final Set<String> COUNTS = Set.of(KEEP, KEEP_DAYS);
    private static final Pattern CLOCK = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d");
    private static final Pattern DESTINATIONS = Pattern.compile("/\\S*|s3://[a-z0-9][a-z0-9.-]{1,62}(/[\\w./-]*)?");

    public static BackupSettings of(Host host) {
        return new BackupSettings(SettingsFile.read(host.at(PLACE)).values());
    }

    /** Everything that is wrong with it. */
    public List<Finding> findings() {
        var findings = new ArrayList<Finding>();
        var unknown = new TreeSet<>(values.keySet());
        unknown.removeAll(SHIPPED.keySet());
        unknown.forEach(name -> findings.add(wrong(name + " is no setting of backups", "Known are " + names())));
        if (!DESTINATIONS.matcher(destination()).matches()) {
            findings.add(wrong(
                    DESTINATION + " must be an absolute directory or s3://bucket/prefix, and not '" + destination()
                            + "'",
                    "Put it right in an editor."));
        }
        for (var name : COUNTS) {
            if (!value(name).matches("\\d{1,5}")) {
                findings.add(wrong(name + " must be a number, and not '" + value(name) + "'", "Put it right."));
            }
        }
        if (value(KEEP).matches("0+")) {
            findings.add(wrong(KEEP + " must be at least 1", "Keep one backup."));
        }
        if (!value(POINT_IN_TIME).matches("yes|no")) {
            findings.add(wrong(POINT_IN_TIME + " must be yes or no", "Put it right."));
        }
        recipient().ifPresent(text -> recipient(text, findings));
        if (!CLOCK.matcher(time()).matches()) {
            findings.add(wrong(TIME + " must be HH:MM, and not '" + time() + "'", "Put it right, as in 02:30."));
        }
        return findings;
    }

    private static void recipient(String text, List<Finding> findings) {
        try {
            Recipient.parse(text);
        } catch (IllegalArgumentException e) {
            findings.add(wrong(
                    RECIPIENT + " is not the public half of a key: " + e.getMessage(),
                    "It looks like age1..., and `tocsinctl backup key FILE` makes one."));
        }
    }

    String destination() {
        return value(DESTINATION);
    }

    int keep() {
        return Integer.parseInt(value(KEEP));
    }

    int keepDays() {
        return Integer.parseInt(value(KEEP_DAYS));
    }

    String time() {
        return value(TIME);
    }

    boolean keepsLog() {
        return value(POINT_IN_TIME).equals("yes");
    }

    String endpoint() {
        return value(ENDPOINT);
    }

    String region() {
        return value(REGION);
    }

    /** Whom backups are encrypted for; nobody when they are not. */
    Optional<String> recipient() {
        return Optional.of(value(RECIPIENT)).filter(text -> !text.isEmpty());
    }

    private String value(String name) {
        return values.getOrDefault(name, SHIPPED.get(name));
    }

    private static String names() {
        return String.join(", ", new TreeSet<>(SHIPPED.keySet())) + ".";
    }

    private static Finding wrong(String what, String remedy) {
        return Finding.error(Code.E501, PLACE + ": " + what, remedy);
    }
}
