package tocsin.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import tocsin.digest.Accepted;
import tocsin.digest.EventDigest;
import tocsin.event.EventTags;
import tocsin.event.Payload;
import tocsin.grouping.Grouped;
import tocsin.grouping.Grouping;
import tocsin.scrub.Scrubber;
import tocsin.sentry.Envelope;
import tocsin.sentry.EnvelopeParser;
import tocsin.sentry.EventParser;
import tocsin.sentry.EventWriter;
import tocsin.sentry.Received;
import tocsin.sentry.SentryEvent;

/** What the server does to an event, step by step; each call takes the next of the real events. */
@State(Scope.Thread)
public class Steps {

    private static final int VARIANTS = 200;
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final Received RECEIVED = Received.at(NOON);

    /** One event before each step. */
    private record Stages(byte[] envelope, byte[] json, ObjectNode tree, SentryEvent event, Grouped grouped) {

        static Stages of(Body body) {
            try {
                var id = UUID.randomUUID().toString().replace("-", "");
                var envelope = body.plainEnvelope(id, NOON);
                var json = EnvelopeParser.parse(new ByteArrayInputStream(envelope))
                        .event()
                        .orElseThrow()
                        .payload();
                var event = EventParser.parse(json, RECEIVED);
                return new Stages(envelope, json, EventParser.read(json), event, Grouping.of(event));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    private Stages[] stages;
    private int next;

    @Setup
    public void read() throws IOException {
        stages = Corpus.read(Options.CORPUS).bodies(VARIANTS, 1).stream()
                .map(Stages::of)
                .toArray(Stages[]::new);
    }

    private Stages next() {
        next = next + 1 == stages.length ? 0 : next + 1;
        return stages[next];
    }

    @Benchmark
    public Envelope envelope() throws IOException {
        return EnvelopeParser.parse(new ByteArrayInputStream(next().envelope));
    }

    @Benchmark
    public SentryEvent parse() {
        return EventParser.parse(next().json, RECEIVED);
    }

    /** What {@link #scrub} does besides. */
    @Benchmark
    public ObjectNode copy() {
        return next().tree.deepCopy();
    }

    /** Of a copy, because it is done in place. */
    @Benchmark
    public int scrub() {
        return Scrubber.DEFAULT.scrub(next().tree.deepCopy());
    }

    @Benchmark
    public Grouped group() {
        return Grouping.of(next().event);
    }

    @Benchmark
    public List<SentryEvent.Tag> tags() {
        return EventTags.of(next().event);
    }

    @Benchmark
    public byte[] write() {
        return EventWriter.write(next().event);
    }

    /** Writes too. */
    @Benchmark
    public byte[] encode() {
        var stage = next();
        return Payload.encode(stage.event, stage.grouped);
    }

    /** All but the envelope. */
    @Benchmark
    public Accepted digest() {
        return EventDigest.of(next().json, RECEIVED, new UUID(0, next));
    }
}
