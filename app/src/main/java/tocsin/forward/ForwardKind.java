package tocsin.forward;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import tocsin.account.Refused;

/** Where to. */
@io.quarkus.qute.TemplateData
public enum ForwardKind {
    WEBHOOK("Webhook", ""),
    REDIS_LIST("Redis list", "List"),
    REDIS_STREAM("Redis stream", "Stream"),
    KAFKA("Kafka", "Topic");

    private final String label;
    private final String channelLabel;

    ForwardKind(String label, String channelLabel) {
        this.label = label;
        this.channelLabel = channelLabel;
    }

    /** For people. */
    public String label() {
        return label;
    }

    /** What the part of the target is called that is written to; empty where there is none. */
    public String channelLabel() {
        return channelLabel;
    }

    /** For the API: {@code redis-list}. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @JsonCreator
    public static ForwardKind known(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new Refused("kind", "There is no kind “" + word + "”"));
    }
}
