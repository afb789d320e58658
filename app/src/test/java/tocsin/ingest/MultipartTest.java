package tocsin.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MultipartTest {

    @Test
    void partsComeByteForByteHoweverTheStreamIsCut() throws IOException {
        var random = new Random(3);
        for (int size : new int[] {0, 1, 30, 16_380, 16_384, 50_000}) {
            var content = new byte[size];
            random.nextBytes(content);
            var body = new ByteArrayOutputStream();
            body.write("preamble\r\n--x y\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nshort\r\n--x y\r\n"
                    .getBytes());
            body.write("content-disposition: form-data; name=f; filename=\"a \\\"b\\\".txt\"\r\n\r\n".getBytes());
            body.write(content);
            body.write("\r\n--x y--\r\nepilogue".getBytes());

            var multipart = new Multipart(
                    new ByteArrayInputStream(body.toByteArray()) {
                        @Override
                        public synchronized int read(byte[] buffer, int offset, int length) {
                            return super.read(buffer, offset, Math.min(length, 1 + random.nextInt(7)));
                        }
                    },
                    "multipart/form-data; charset=utf-8; boundary=\"x y\"");

            assertThat(multipart.next()).isEqualTo(new Multipart.Part("a", null, null));
            var file = multipart.next();
            assertThat(file.filename()).isEqualTo("a \"b\".txt");
            var poured = new ByteArrayOutputStream();
            multipart.pour(poured);
            assertThat(poured.toByteArray()).isEqualTo(content);
            assertThat(multipart.next()).isNull();
        }
    }

    @Test
    void brokenBodiesAreRefused() {
        assertThatThrownBy(() -> new Multipart(new ByteArrayInputStream(new byte[0]), "multipart/form-data"))
                .isInstanceOf(IngestRefused.class);
        for (var body :
                new String[] {"", "--b", "--b\r\n", "--b\r\n\r\nno end", "nothing", "--b\r\n" + "x".repeat(9_000)}) {
            assertThatThrownBy(() -> {
                        var multipart = new Multipart(new ByteArrayInputStream(body.getBytes(UTF_8)), "a; boundary=b");
                        while (multipart.next() != null) {}
                    })
                    .as(body)
                    .isInstanceOf(IngestRefused.class);
        }
    }
}
