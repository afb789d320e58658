package tocsin.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTest {

    @Test
    void anAddressSaysWhereAndHow() {
        var full = Destination.parse("rediss://queue.example.org:7000/3?x=1", "redis")
                .orElseThrow();
        assertThat(full.tls()).isTrue();
        assertThat(full.host()).isEqualTo("queue.example.org");
        assertThat(full.port(6_379)).isEqualTo(7_000);
        assertThat(full.path()).isEqualTo("/3");
        assertThat(full.query()).isEqualTo("x=1");

        var bare = Destination.parse("redis://[2001:db8::1]", "redis").orElseThrow();
        assertThat(bare.tls()).isFalse();
        assertThat(bare.host()).isEqualTo("[2001:db8::1]");
        assertThat(bare.port(6_379)).isEqualTo(6_379);
        assertThat(bare.path()).isEmpty();
        assertThat(bare.query()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "http",
                "hooks.example.org",
                "//hooks.example.org",
                "http:hooks.example.org",
                "http:///hook",
                "http://",
                "http://hooks.example.org:70000",
                "http://hooks.example.org:0",
                "http://hooks.example.org:port",
                "http://hook_s.example.org",
                "http://me@hooks.example.org",
                "http://me:secret@hooks.example.org",
                "http://hooks.example.org/#part",
                "http://hooks example.org",
                "http://hooks.example.org/\r\nX: y",
                "HTTP://hooks.example.org",
                "httpss://hooks.example.org",
                "ftp://hooks.example.org",
                "kafka://hooks.example.org",
                "file:///etc/passwd"
            })
    void whatIsNoSuchAddressIsNone(String address) {
        assertThat(Destination.parse(address, "http")).isEmpty();
    }
}
