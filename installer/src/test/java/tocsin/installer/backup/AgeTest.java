package tocsin.installer.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.installer.report.Refusal;

class AgeTest {

    private final Identity identity = Identity.create();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 200_000})
    void whatWasEncryptedIsReadAgain(int length) throws IOException {
        var text = new byte[length];
        new Random(length).nextBytes(text);

        assertThat(decrypted(encrypted(text))).isEqualTo(text);
    }

    @Test
    void keysAreWrittenAsOtherProgramsWriteThem() {
        // A pair that age-keygen has made.
        var pair = new Identity(Bech32.decode(
                "age-secret-key-",
                "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX".toLowerCase()));

        assertThat(pair.recipient().text()).isEqualTo("age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj");
        assertThat(Recipient.parse(pair.recipient().text()).text())
                .isEqualTo(pair.recipient().text());
        assertThat(pair.text()).startsWith("AGE-SECRET-KEY-1GFPYYSJZ");
    }

    @Test
    void aMistypedRecipientIsRefused() {
        var text = identity.recipient().text();
        var mistyped = text.replace(text.charAt(20), text.charAt(20) == 'q' ? 'p' : 'q');

        assertThatThrownBy(() -> Recipient.parse(mistyped)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingCanBeCutOffChangedOrMoved() throws IOException {
        var sealed = encrypted(new byte[200_000]);

        assertThatThrownBy(() -> decrypted(Arrays.copyOf(sealed, sealed.length - 1)))
                .isInstanceOf(IOException.class);
        // At the end of a piece, where nothing is torn.
        var head = new String(sealed, StandardCharsets.ISO_8859_1).indexOf("\n---") + 4 + 1 + 43 + 1 + 16;
        assertThatThrownBy(() -> decrypted(Arrays.copyOf(sealed, head + 65_536 + 16)))
                .isInstanceOf(IOException.class);
        for (var place : new int[] {30, head - 30, head - 1, head + 70_000, sealed.length - 1}) {
            var changed = sealed.clone();
            changed[place] ^= 1;
            assertThatThrownBy(() -> decrypted(changed))
                    .isInstanceOfAny(IOException.class, Refusal.class, IllegalArgumentException.class);
        }
    }

    @Test
    void somebodyElsesKeyDoesNotFit() throws IOException {
        var sealed = encrypted(new byte[10]);

        assertThatThrownBy(() -> Identity.create().decrypt(new ByteArrayInputStream(sealed)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("somebody else");
    }

    private byte[] encrypted(byte[] text) throws IOException {
        var sealed = new ByteArrayOutputStream();
        try (var out = identity.recipient().encrypt(sealed)) {
            out.write(text);
        }
        assertThat(Base64.getEncoder().encodeToString(sealed.toByteArray())).isNotEmpty();
        return sealed.toByteArray();
    }

    private byte[] decrypted(byte[] sealed) throws IOException {
        return identity.decrypt(new ByteArrayInputStream(sealed)).readAllBytes();
    }
}
