package tocsin.event;

import io.quarkus.qute.TemplateData;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;

/**
 * What a project has of one day.
 *
 * @param bytes about; 0 as long as the day is not over
 * @param gone how many are no longer stored, and {@code reason} the last why; null when none
 */
@TemplateData
@RegisterForReflection
public record StoredDay(LocalDate day, long events, long bytes, long fileBytes, long gone, String reason) {

    /** In words: what made events of this day go. */
    public String why() {
        return switch (reason) {
            case "AGE" -> "past their time";
            case "BUDGET" -> "no room on the disk";
            case "COUNT" -> "above the project’s number";
            case null, default -> "";
        };
    }
}
