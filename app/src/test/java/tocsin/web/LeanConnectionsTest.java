package tocsin.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import tocsin.testing.Postgres;

/** What each of ten thousand open connections does not carry with it. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class LeanConnectionsTest {

    /** All that the server asks before it opens. */
    @Inject
    @Any
    Instance<HttpServerOptionsCustomizer> customizers;

    /** Each of them is a handler in every connection, as the server is made unless it is told otherwise. */
    @Test
    void theServerOffersNoCompressionOfWebSockets() {
        var options = new HttpServerOptions();
        assertThat(options.getPerMessageWebSocketCompressionSupported()).isTrue();
        assertThat(options.getPerFrameWebSocketCompressionSupported()).isTrue();

        customizers.forEach(customizer -> customizer.customizeHttpServer(options));

        assertThat(options.getPerMessageWebSocketCompressionSupported()).isFalse();
        assertThat(options.getPerFrameWebSocketCompressionSupported()).isFalse();
    }
}
