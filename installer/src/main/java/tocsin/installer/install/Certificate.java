package tocsin.installer.install;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tocsin.installer.report.Code;
import tocsin.installer.report.Finding;

/** What the proxy shows of itself: the text of a file with the server's certificate, those that lead to its root, and its key. */
public record Certificate(String pem) {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----", Pattern.DOTALL);
    private static final Duration SOON = Duration.ofDays(14);
    private static final Duration TO_BE_PLANNED = Duration.ofDays(30);
    private static final Duration URGENT = Duration.ofDays(7);
    private static final int NAME = 2;
    private static final String IN_ORDER =
            "Put the certificate, those above it and its key into one file, in PEM and in this order.";

    /** Everything that is wrong with it for a server of that name. */
    public List<Finding> findings(String host, Instant now) {
        return findings(host, now, SOON, Duration.ZERO);
    }

    /** The same of one that is in use: when it ends soon that is to be planned, and then urgent. */
    public List<Finding> findingsInUse(String host, Instant now) {
        return findings(host, now, TO_BE_PLANNED, URGENT);
    }

    private List<Finding> findings(String host, Instant now, Duration soon, Duration urgent) {
        var certificate = first();
        if (certificate.isEmpty()) {
            return List.of(Finding.error(Code.E120, "the file has no certificate in PEM", IN_ORDER));
        }
        var findings = new ArrayList<Finding>();
        if (!hasKeyOf(certificate.get())) {
            findings.add(Finding.error(
                    Code.E120,
                    "the file has no private key without a password that belongs to its first certificate",
                    IN_ORDER));
        }
        dates(certificate.get(), now, soon, urgent, findings);
        if (!host.isEmpty() && names(certificate.get()).stream().noneMatch(name -> covers(name, host))) {
            findings.add(Finding.warning(
                    Code.E121,
                    "the certificate is for " + names(certificate.get()) + " and not for " + host,
                    "Get one for the host of TOCSIN_URL."));
        }
        return findings;
    }

    private static void dates(
            X509Certificate certificate, Instant now, Duration soon, Duration urgent, List<Finding> findings) {
        var end = certificate.getNotAfter().toInstant();
        if (end.isBefore(now)) {
            findings.add(Finding.error(Code.E120, "the certificate has ended at " + end, "Get a new one."));
        } else if (certificate.getNotBefore().toInstant().isAfter(now)) {
            findings.add(Finding.error(
                    Code.E120,
                    "the certificate does not hold before "
                            + certificate.getNotBefore().toInstant(),
                    "Wait, or put the clock right."));
        } else if (end.isBefore(now.plus(urgent))) {
            findings.add(Finding.error(Code.E121, "the certificate ends at " + end, "Get a new one now."));
        } else if (end.isBefore(now.plus(soon))) {
            findings.add(Finding.warning(Code.E121, "the certificate ends at " + end, "Get a new one soon."));
        }
    }

    private Optional<X509Certificate> first() {
        try {
            Collection<? extends java.security.cert.Certificate> all = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(withoutKeys().getBytes(StandardCharsets.US_ASCII)));
            return all.stream()
                    .filter(X509Certificate.class::isInstance)
                    .map(X509Certificate.class::cast)
                    .findFirst();
        } catch (CertificateException e) {
            return Optional.empty();
        }
    }

    private String withoutKeys() {
        return pem.replaceAll(
                "(?s)-----BEGIN [A-Z ]*(KEY|PARAMETERS)-----.*?-----END [A-Z ]*(KEY|PARAMETERS)-----\\s*", "");
    }

    /** By signing with the one and verifying with the other. */
    private boolean hasKeyOf(X509Certificate certificate) {
        var matcher = KEY.matcher(pem);
        if (!matcher.find()) {
            return false;
        }
        try {
            var bytes = Base64.getMimeDecoder().decode(matcher.group(1));
            var publicKey = certificate.getPublicKey();
            var privateKey =
                    KeyFactory.getInstance(publicKey.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(bytes));
            return belongTogether(privateKey, publicKey);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean belongTogether(PrivateKey privateKey, PublicKey publicKey) throws GeneralSecurityException {
        var algorithm =
                switch (publicKey.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> publicKey.getAlgorithm();
                };
        var challenge = new byte[32];
        new SecureRandom().nextBytes(challenge);
        var signature = Signature.getInstance(algorithm);
        signature.initSign(privateKey);
        signature.update(challenge);
        var signed = signature.sign();
        signature.initVerify(publicKey);
        signature.update(challenge);
        return signature.verify(signed);
    }

    private static List<String> names(X509Certificate certificate) {
        try {
            var names = Optional.ofNullable(certificate.getSubjectAlternativeNames())
                    .orElse(List.of());
            return names.stream()
                    .filter(name -> name.getFirst().equals(NAME))
                    .map(name -> name.get(1).toString())
                    .toList();
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    /** A star stands for one label. */
    private static boolean covers(String name, String host) {
        return name.equalsIgnoreCase(host)
                || name.startsWith("*.")
                        && host.contains(".")
                        && name.substring(1).equalsIgnoreCase(host.substring(host.indexOf('.')));
    }
}
