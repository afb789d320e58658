package tocsin.installer.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A bucket of an S3-compatible store.
 *
 * @param prefix empty, or ends with a slash
 * @param workshop on this host
 */
record BucketStore(Bucket bucket, String prefix, String name, Path workshop) implements Store {

    /** More goes in parts of this size. */
    static final int PART = 64 << 20;

    private static final Pattern KEY = Pattern.compile("<Key>(.*?)</Key>");
    private static final Pattern UPLOAD = Pattern.compile("<UploadId>(.*?)</UploadId>");
    private static final Pattern NEXT = Pattern.compile("<NextContinuationToken>(.*?)</NextContinuationToken>");
    private static final int MISSING = 404;

    @Override
    public List<String> names(String below) throws IOException {
        var names = new ArrayList<String>();
        var query = new java.util.TreeMap<>(Map.of("list-type", "2", "prefix", prefix + below));
        while (true) {
            var page = bucket.ask("GET", "", query, new byte[0]);
            all(KEY, page).stream()
                    .map(key -> key.substring((prefix + below).length()))
                    // Some stores list what stands for a directory.
                    .filter(name -> !name.isEmpty() && !name.endsWith("/"))
                    .forEach(names::add);
            var next = all(NEXT, page);
            if (next.isEmpty()) {
                return names;
            }
            query.put("continuation-token", next.getFirst());
        }
    }

    @Override
    public boolean has(String name) throws IOException {
        return bucket.size(prefix + name) >= 0;
    }

    @Override
    public InputStream open(String name) throws IOException {
        return bucket.open(prefix + name);
    }

    @Override
    public void put(String name, Path file) throws IOException {
        var size = Files.size(file);
        // It was sent before an interruption; what lies there under this name never changes.
        if (bucket.size(prefix + name) == size) {
            return;
        }
        if (size <= PART) {
            bucket.put(prefix + name, Map.of(), Files.readAllBytes(file));
        } else {
            putInParts(prefix + name, file);
        }
    }

    private void putInParts(String key, Path file) throws IOException {
        // Parts of an upload that was interrupted are paid for, and nobody sees them.
        for (var left : all(UPLOAD, bucket.ask("GET", "", Map.of("uploads", "", "prefix", key), new byte[0]))) {
            bucket.ask("DELETE", key, Map.of("uploadId", left), new byte[0]);
        }
        var upload = all(UPLOAD, bucket.ask("POST", key, Map.of("uploads", ""), new byte[0]))
                .getFirst();
        var done = new StringBuilder("<CompleteMultipartUpload>");
        try (var stream = Files.newInputStream(file)) {
            int number = 0;
            for (var part = stream.readNBytes(PART); part.length > 0; part = stream.readNBytes(PART)) {
                number++;
                var tag = bucket.put(key, Map.of("partNumber", String.valueOf(number), "uploadId", upload), part);
                done.append("<Part><PartNumber>" + number + "</PartNumber><ETag>" + tag + "</ETag></Part>");
            }
        }
        done.append("</CompleteMultipartUpload>");
        var answer = bucket.ask(
                "POST", key, Map.of("uploadId", upload), done.toString().getBytes(StandardCharsets.UTF_8));
        if (answer.contains("<Error>")) {
            throw new IOException("the parts of " + key + " were not put together: " + Bucket.reason(answer));
        }
    }

    @Override
    public void delete(String name) throws IOException {
        bucket.ask("DELETE", prefix + name, Map.of(), new byte[0], MISSING);
    }

    @Override
    public boolean isFolder() {
        return false;
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> Bucket.unescaped(found.group(1)))
                .toList();
    }
}
