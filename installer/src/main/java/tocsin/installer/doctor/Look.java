package tocsin.installer.doctor;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import tocsin.installer.report.Code;
import tocsin.installer.report.Finding;
import tocsin.installer.report.Refusal;

/**
 * One thing that was looked at.
 *
 * @param well what there is to say where nothing is wrong
 */
public record Look(String check, List<Finding> findings, String well) {

    static Look well(String check, String well) {
        return new Look(check, List.of(), well);
    }

    static Look wrong(String check, List<Finding> findings) {
        return new Look(check, findings, "");
    }

    /** What goes wrong with one look keeps nobody from the others. */
    static Look at(String check, Supplier<Look> looking) {
        try {
            return looking.get();
        } catch (Refusal refusal) {
            return wrong(check, List.of(refusal.finding()));
        } catch (UncheckedIOException | IllegalArgumentException e) {
            return wrong(
                    check,
                    List.of(Finding.error(
                            Code.E715,
                            check + " could not be looked at: " + e.getMessage(),
                            "Put right what it says and look again.")));
        }
    }

    /** The findings, or what is well. */
    static Look of(String check, List<Finding> findings, String well) {
        return new Look(check, List.copyOf(findings), well);
    }

    /** {@code ok}, {@code warning} or {@code error}. */
    String severity() {
        if (findings.isEmpty()) {
            return "ok";
        }
        return findings.stream().anyMatch(Finding::forbids) ? "error" : "warning";
    }

    public Map<String, Object> asMap() {
        var map = new TreeMap<String, Object>();
        map.put("check", check);
        map.put("severity", severity());
        map.put("detail", findings.isEmpty() ? well : "");
        return map;
    }
}
