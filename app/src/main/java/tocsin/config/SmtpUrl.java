package tocsin.config;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * How the mail server is reached.
 *
 * @param tls from the start; otherwise it is asked for, and demanded where there is a password to be sent
 * @param user empty where nobody logs in
 */
public record SmtpUrl(String host, int port, boolean tls, String user, String password) {

    private static final int PLAIN = 25;
    private static final int SUBMISSION = 587;
    private static final int TLS = 465;

    public static SmtpUrl parse(String text) {
        var uri = URI.create(text);
        var tls = "smtps".equals(uri.getScheme());
        if (!tls && !"smtp".equals(uri.getScheme())
                || uri.getHost() == null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null
                || uri.getRawPath() != null && uri.getRawPath().length() > 1) {
            throw new IllegalArgumentException();
        }
        var login = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
        var colon = login.indexOf(':');
        var user = decoded(colon < 0 ? login : login.substring(0, colon));
        var password = colon < 0 ? "" : decoded(login.substring(colon + 1));
        var usual = tls ? TLS : user.isEmpty() ? PLAIN : SUBMISSION;
        return new SmtpUrl(uri.getHost(), uri.getPort() < 0 ? usual : uri.getPort(), tls, user, password);
    }

    public boolean logsIn() {
        return !user.isEmpty();
    }

    /** Without the password. */
    @Override
    public String toString() {
        return (tls ? "smtps://" : "smtp://") + host + ":" + port;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
