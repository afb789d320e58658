package tocsin.grouping;

import static org.assertj.core.api.Assertions.assertThat;

import tocsin.sentry.SentryEvent;

/** Whether two events are one problem. */
final class Pairs {

    private Pairs() {}

    static void together(SentryEvent one, SentryEvent other) {
        assertThat(Grouping.of(one).primary()).isEqualTo(Grouping.of(other).primary());
    }

    static void apart(SentryEvent one, SentryEvent other) {
        assertThat(Grouping.of(one).primary()).isNotEqualTo(Grouping.of(other).primary());
    }
}
