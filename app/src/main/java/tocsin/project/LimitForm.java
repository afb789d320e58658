package tocsin.project;

import tocsin.account.Form;
import tocsin.account.Refused;
import tocsin.quota.Window;

/** A new limit as somebody typed it. */
record LimitForm(String key, String category, String amount, String window) {

    static final Form EMPTY = Form.of("window", "HOUR");

    Form typed() {
        return Form.of("key", key, "category", category, "amount", amount, "window", window);
    }

    Quotas.Wanted wanted() {
        return new Quotas.Wanted(key.isBlank() ? null : number("key", key), category, amount(amount), chosen());
    }

    static long amount(String typed) {
        return number("amount", typed.replace(",", "").strip());
    }

    private Window chosen() {
        for (var known : Window.values()) {
            if (known.name().equals(window)) {
                return known;
            }
        }
        throw new Refused("window", "There is no such time");
    }

    private static long number(String field, String typed) {
        try {
            return Long.parseLong(typed);
        } catch (NumberFormatException e) {
            throw new Refused(field, "This is no number");
        }
    }
}
