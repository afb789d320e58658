package tocsin.event;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.UUID;

/** Where the bytes of attachments lie. Their names and sizes are in the database whichever place that is. */
public interface AttachmentStore {

    /** @param receivedAt the day decides how long it is kept */
    record Key(String tenant, UUID id, Instant receivedAt) {}

    /** Keeps what the stream gives, of which only a piece is in memory at any time. When this returns it is durable. */
    void write(Key key, InputStream content) throws IOException;

    /** Passes on what was kept, piece by piece. */
    void read(Key key, OutputStream into) throws IOException;
}
