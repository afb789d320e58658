package tocsin.event;

import io.quarkus.qute.TemplateData;
import java.time.LocalDate;
import java.util.List;

/**
 * What events and all that comes with them take on disk, with indexes.
 *
 * @param days oldest first
 * @param kept what was kept of days that are gone
 */
@TemplateData
public record DiskUse(List<Day> days, long kept) {

    /** The leaves of one day. */
    @TemplateData
    public record Day(LocalDate day, long bytes) {}

    public long total() {
        return kept + days.stream().mapToLong(Day::bytes).sum();
    }

    /** The oldest day, as long as it may go: by the ids of today and yesterday repetitions are told. */
    java.util.Optional<LocalDate> oldest(LocalDate today) {
        return days.stream().map(Day::day).findFirst().filter(day -> day.isBefore(today.minusDays(1)));
    }
}
