package tocsin.event;

import io.quarkus.qute.TemplateData;
import java.util.ArrayList;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import tocsin.account.Form;
import tocsin.scrub.Privacy;
import tocsin.scrub.Rule;

/** The fields of the page, as a browser sends them. */
public class PrivacyForm {

    private static final int EMPTY_ROWS = 2;

    @RestForm
    List<String> on;

    @RestForm
    String sensitiveFields;

    @RestForm
    String safeFields;

    @RestForm
    List<String> kind;

    @RestForm
    List<String> expression;

    @RestForm
    List<String> action;

    /** The rules with room for more. */
    @TemplateData
    public record Rows(List<Rule> rows) {}

    static Rows rows(Privacy privacy) {
        var rows = new ArrayList<>(privacy.rules());
        for (var i = 0; i < EMPTY_ROWS; i++) {
            rows.add(new Rule("", Rule.Kind.PATTERN, "", Rule.Action.REPLACE));
        }
        return new Rows(rows);
    }

    static Form of(Privacy privacy) {
        return Form.of(
                "sensitiveFields",
                String.join("\n", privacy.sensitiveFields()),
                "safeFields",
                String.join("\n", privacy.safeFields()));
    }

    Privacy privacy() {
        var chosen = orNone(on);
        return new Privacy(
                chosen.contains("on"),
                chosen.contains("defaults"),
                chosen.contains("emails"),
                chosen.contains("addresses"),
                lines(sensitiveFields),
                lines(safeFields),
                rules(),
                "");
    }

    private List<Rule> rules() {
        var rules = new ArrayList<Rule>();
        var expressions = orNone(expression);
        for (var i = 0; i < expressions.size(); i++) {
            if (!expressions.get(i).isBlank()) {
                rules.add(new Rule(
                        Integer.toString(rules.size() + 1),
                        one(Rule.Kind.values(), kind, i),
                        expressions.get(i).strip(),
                        one(Rule.Action.values(), action, i)));
            }
        }
        return rules;
    }

    /** What the browser chose from a list; the first when it is none of it. */
    private static <T extends Enum<T>> T one(T[] all, List<String> sent, int at) {
        var names = orNone(sent);
        for (var each : all) {
            if (at < names.size() && each.name().equals(names.get(at))) {
                return each;
            }
        }
        return all[0];
    }

    private static List<String> lines(String sent) {
        return sent == null
                ? List.of()
                : sent.lines().filter(line -> !line.isBlank()).toList();
    }

    private static List<String> orNone(List<String> sent) {
        return sent == null ? List.of() : sent;
    }
}
