package tocsin.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** A key with a certificate for {@code localhost} that nobody vouches for. */
public final class Certificate {

    static final String PASSWORD = "bell-rope";

    private final Path directory = Files.createTempDirectory("tocsin-certificate");
    private final KeyStore keys;

    public Certificate() throws IOException, InterruptedException, GeneralSecurityException {
        var tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var made = new ProcessBuilder(
                        tool,
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-alias",
                        "own",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store().toString(),
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start();
        if (!made.waitFor(30, TimeUnit.SECONDS) || made.exitValue() != 0) {
            throw new IOException("keytool made no certificate");
        }
        keys = KeyStore.getInstance(store().toFile(), PASSWORD.toCharArray());
    }

    Path store() {
        return directory.resolve("store.p12");
    }

    Path chain() throws IOException, GeneralSecurityException {
        return pem("CERTIFICATE", keys.getCertificate("own").getEncoded());
    }

    Path key() throws IOException, GeneralSecurityException {
        return pem("PRIVATE KEY", keys.getKey("own", PASSWORD.toCharArray()).getEncoded());
    }

    private Path pem(String what, byte[] bytes) throws IOException {
        var text = "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END "
                + what + "-----\n";
        return Files.writeString(directory.resolve(what.replace(' ', '-') + ".pem"), text);
    }

    /** Makes connections to whoever has this certificate, and to nobody else. */
    public SSLSocketFactory trusted() {
        try {
            var trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("own", keys.getCertificate("own"));
            var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            var context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
