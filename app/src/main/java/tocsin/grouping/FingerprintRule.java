package tocsin.grouping;

import java.util.List;

/** Events that it speaks of get this fingerprint. */
record FingerprintRule(int line, String text, Condition condition, List<String> parts) {

    Reason reason() {
        return new Reason("rule", "line " + line + ": " + Texts.cut(text, 200), true);
    }
}
