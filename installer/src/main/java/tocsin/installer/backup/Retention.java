package tocsin.installer.backup;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Which backups stay.
 *
 * @param count so many of the newest, always
 * @param days and those that are younger
 */
record Retention(int count, int days) {

    /** @param ids the newest first */
    List<String> superfluous(List<String> ids, Instant now) {
        var oldest = now.minus(Duration.ofDays(days));
        return ids.stream()
                .skip(Math.max(1, count))
                .filter(id -> !Backups.begun(id).isAfter(oldest))
                .toList();
    }
}
