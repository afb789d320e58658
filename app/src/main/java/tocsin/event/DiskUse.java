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

    /** What a day took on average in the week before this one; 0 when none is over. */
    public long usual(LocalDate today) {
        return (long) days.stream()
                .filter(day -> day.day().isBefore(today) && !day.day().isBefore(today.minusDays(7)))
                .mapToLong(Day::bytes)
                .average()
                .orElse(0);
    }

    /** The oldest day, as long as it may go: by the ids of today and yesterday repetitions are told. */
    public java.util.Optional<LocalDate> oldest(LocalDate today) {
        return days.stream().map(Day::day).findFirst().filter(day -> day.isBefore(today.minusDays(1)));
    }
}
