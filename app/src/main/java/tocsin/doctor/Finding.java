package tocsin.doctor;

import io.quarkus.qute.TemplateData;

/**
 * One thing that was looked at, and what to do where it is not as it should be.
 *
 * @param subject the check's name, or closer than that
 * @param remedy empty where all is well
 */
@TemplateData
public record Finding(Check check, Severity severity, String subject, String detail, String remedy) {

    /** The gravest last. */
    public enum Severity {
        GOOD,
        WARNING,
        BAD
    }

    public static Finding good(Check check, String detail) {
        return good(check, check.label(), detail);
    }

    public static Finding good(Check check, String subject, String detail) {
        return new Finding(check, Severity.GOOD, subject, detail, "");
    }

    public static Finding warning(Check check, String detail, String remedy) {
        return warning(check, check.label(), detail, remedy);
    }

    public static Finding warning(Check check, String subject, String detail, String remedy) {
        return new Finding(check, Severity.WARNING, subject, detail, remedy);
    }

    public static Finding bad(Check check, String detail, String remedy) {
        return bad(check, check.label(), detail, remedy);
    }

    public static Finding bad(Check check, String subject, String detail, String remedy) {
        return new Finding(check, Severity.BAD, subject, detail, remedy);
    }

    public boolean isGood() {
        return severity == Severity.GOOD;
    }

    public boolean isBad() {
        return severity == Severity.BAD;
    }
}
