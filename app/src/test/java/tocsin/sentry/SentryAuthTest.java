package tocsin.sentry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentryAuthTest {

    private static final String KEY = "e12d836b15bb49d7bbf99e64295d995b";
    private static final String OTHER = "00000000000000000000000000000001";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sentry sentry_version=7, sentry_client=raven-python/1.0, sentry_key=" + KEY,
                "Sentry sentry_version=7,sentry_client=raven-python/1.0,sentry_key=" + KEY + ",sentry_secret=x",
                "sentry sentry_client=raven-python/1.0,sentry_key=" + KEY + ", sentry_timestamp=1",
                "sentry_key=" + KEY + ", sentry_client=raven-python/1.0, new, =, sentry_version=7"
            })
    void readsTheHeaderInAnyForm(String header) {
        assertThat(SentryAuth.of(header, null, null, null, null, null))
                .isEqualTo(new SentryAuth(KEY, 7, "raven-python/1.0"));
    }

    @Test
    void readsTheAuthorizationOfItsScheme() {
        assertThat(SentryAuth.of(null, "Sentry sentry_key=" + KEY, null, null, null, null)
                        .publicKey())
                .isEqualTo(KEY);
        assertThat(refused(null, "Bearer sentry_key=" + KEY, null, null)).isEqualTo(AuthFailure.Reason.MISSING);
    }

    @Test
    void readsTheQuery() {
        assertThat(SentryAuth.of(null, null, KEY, "6", "sentry.javascript.node/11.10.0", null))
                .isEqualTo(new SentryAuth(KEY, 6, "sentry.javascript.node/11.10.0"));
    }

    @Test
    void takesTheEnvelopesDsnWhenNothingElseSpeaks() {
        assertThat(SentryAuth.of("", " ", null, null, null, "https://" + KEY + "@host/42")
                        .publicKey())
                .isEqualTo(KEY);
        assertThat(SentryAuth.of(null, null, OTHER, null, null, "https://" + KEY + "@host/42")
                        .publicKey())
                .isEqualTo(OTHER);
    }

    @Test
    void headerAndQueryMayAgree() {
        assertThat(SentryAuth.of("Sentry sentry_key=" + KEY, null, KEY, "7", null, null)
                        .publicKey())
                .isEqualTo(KEY);
        assertThat(refused("Sentry sentry_key=" + KEY, null, OTHER, null)).isEqualTo(AuthFailure.Reason.AMBIGUOUS);
    }

    @Test
    void sayingNothingIsMissing() {
        assertThat(refused(null, null, null, null)).isEqualTo(AuthFailure.Reason.MISSING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "e12d836b15bb49d7bbf99e64295d995",
                "e12d836b15bb49d7bbf99e64295d995g",
                "e12d836b-15bb-49d7-bbf9-9e64295d995b",
                "é12d836b15bb49d7bbf99e64295d995b",
                "٠12d836b15bb49d7bbf99e64295d995b"
            })
    void whatIsNoKeyIsInvalid(String key) {
        assertThat(refused("Sentry sentry_key=" + key, null, null, null)).isEqualTo(AuthFailure.Reason.INVALID);
        assertThat(refused(null, null, key, null)).isEqualTo(AuthFailure.Reason.INVALID);
        assertThat(refused(null, null, null, "https://" + key + "@host/1")).isEqualTo(AuthFailure.Reason.INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "8", "-7", "seven", "70"})
    void onlyVersionsTwoToSevenAreSpoken(String version) {
        assertThat(refused("Sentry sentry_key=" + KEY + ",sentry_version=" + version, null, null, null))
                .isEqualTo(AuthFailure.Reason.INVALID);
    }

    @Test
    void eachFailureHasTheStatusThatSdksExpect() {
        assertThat(new AuthFailure(AuthFailure.Reason.MISSING).status()).isEqualTo(401);
        assertThat(new AuthFailure(AuthFailure.Reason.AMBIGUOUS).status()).isEqualTo(401);
        assertThat(new AuthFailure(AuthFailure.Reason.INVALID).status()).isEqualTo(400);
    }

    private static AuthFailure.Reason refused(String header, String authorization, String query, String dsn) {
        return catchThrowableOfType(
                        AuthFailure.class, () -> SentryAuth.of(header, authorization, query, null, null, dsn))
                .reason();
    }
}
