package tocsin.config;

import java.util.Optional;

/** What one option is set to, and where that was said. */
public record Setting(Option option, Optional<String> value, String source) {

    public static final String BY_DEFAULT = "default";
    private static final String HIDDEN = "********";

    /** For eyes and logs: a secret only tells whether it is there. */
    public String shown() {
        return value.filter(text -> !text.isEmpty())
                .map(text -> option.isSecret() ? HIDDEN : text)
                .orElse("");
    }
}
