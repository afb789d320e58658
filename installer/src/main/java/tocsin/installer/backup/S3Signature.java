package tocsin.installer.backup;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How requests to an S3-compatible store show who sends them: AWS Signature, version 4, over all of what is sent. */
record S3Signature(String region, String accessKey, String secret) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");
    private static final String SIGNED = "host;x-amz-content-sha256;x-amz-date";
    private static final String SUM = "HmacSHA256";

    /**
     * The headers to send.
     *
     * @param path percent-encoded
     * @param query percent-encoded and sorted
     */
    Map<String, String> headers(String method, String host, String path, String query, byte[] body, Instant now) {
        var time = TIME.format(now.atOffset(ZoneOffset.UTC));
        var content = hex(Checksum.sha256().digest(body));
        var request = String.join(
                "\n",
                method,
                path,
                query,
                "host:" + host,
                "x-amz-content-sha256:" + content,
                "x-amz-date:" + time,
                "",
                SIGNED,
                content);
        var day = time.substring(0, 8);
        var scope = day + "/" + region + "/s3/aws4_request";
        var toSign = "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n"
                + hex(Checksum.sha256().digest(request.getBytes(StandardCharsets.UTF_8)));
        var key = sum(sum(sum(sum(bytes("AWS4" + secret), day), region), "s3"), "aws4_request");
        var headers = new LinkedHashMap<String, String>();
        headers.put("x-amz-content-sha256", content);
        headers.put("x-amz-date", time);
        headers.put(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=" + accessKey + "/" + scope + ",SignedHeaders=" + SIGNED + ",Signature="
                        + hex(sum(key, toSign)));
        return headers;
    }

    private static byte[] sum(byte[] key, String text) {
        try {
            var mac = Mac.getInstance(SUM);
            mac.init(new SecretKeySpec(key, SUM));
            return mac.doFinal(bytes(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** Never with the secret, because records are printed. */
    @Override
    public String toString() {
        return accessKey + " in " + region;
    }
}
