package tocsin.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;

/** What one endpoint does with a request. The answer is given when what it promises is committed. */
@FunctionalInterface
interface Taking {
    CompletableFuture<Answer> of(Asked asked, InputStream body) throws IOException;
}
