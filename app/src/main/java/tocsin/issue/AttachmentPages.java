package tocsin.issue;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jboss.resteasy.reactive.RestPath;
import tocsin.account.Access;
import tocsin.account.Allow;
import tocsin.account.Scope;
import tocsin.event.Attachment;
import tocsin.event.AttachmentSql;
import tocsin.event.AttachmentStore;
import tocsin.event.ThumbnailSql;
import tocsin.picture.Picture;
import tocsin.tenant.CurrentTenant;

/** The files of events. They are foreign: a browser gets them to keep, and shows none but pictures, of which it runs nothing. */
@Path("/{org}/{project}/events/{event}/attachments/{attachment}")
@Blocking
class AttachmentPages {

    private static final String NOTHING_RUNS = "sandbox; default-src 'none'";

    private final Access access;
    private final AttachmentSql attachments;
    private final AttachmentStore store;
    private final ThumbnailSql thumbnails;

    AttachmentPages(Access access, AttachmentSql attachments, AttachmentStore store, ThumbnailSql thumbnails) {
        this.access = access;
        this.attachments = attachments;
        this.store = store;
        this.thumbnails = thumbnails;
    }

    @GET
    @Allow(Scope.EVENT_READ)
    public Response file(
            @RestPath String org, @RestPath String project, @RestPath String event, @RestPath String attachment) {
        var tenant = access.tenant();
        var file = file(project, event, attachment);
        StreamingOutput content = into -> CurrentTenant.run(tenant, () -> copy(key(tenant, file), into));
        return guarded(Response.ok(content), "application/octet-stream")
                .header("Content-Disposition", disposition(file.name()))
                .header("Cache-Control", "private, no-cache")
                .build();
    }

    /** Only what is a picture by its own bytes, whatever its name and its sender say. */
    @GET
    @Path("/picture")
    @Allow(Scope.EVENT_READ)
    public Response picture(
            @RestPath String org, @RestPath String project, @RestPath String event, @RestPath String attachment) {
        var file = file(project, event, attachment);
        if (!file.isPicture()) {
            throw new NotFoundException();
        }
        var content = new ByteArrayOutputStream((int) file.size());
        copy(key(access.tenant(), file), content);
        var type = Picture.type(content.toByteArray()).orElseThrow(NotFoundException::new);
        return guarded(Response.ok(content.toByteArray()), type)
                .header("Content-Disposition", "inline")
                .header("Cache-Control", "private, max-age=600")
                .build();
    }

    /** A PNG that we drew of it: none of its own bytes are in there. */
    @GET
    @Path("/thumbnail")
    @Allow(Scope.EVENT_READ)
    public Response thumbnail(
            @RestPath String org, @RestPath String project, @RestPath String event, @RestPath String attachment) {
        var file = file(project, event, attachment);
        var drawn = thumbnails
                .of(access.tenant(), access.project(project).id(), file)
                .orElseThrow(NotFoundException::new);
        return guarded(Response.ok(drawn), "image/png")
                .header("Content-Disposition", "inline")
                .header("Cache-Control", "private, max-age=600")
                .build();
    }

    private Attachment file(String project, String event, String attachment) {
        var asked = access.project(project);
        var id = EventId.parse(attachment).orElseThrow(NotFoundException::new);
        return EventId.parse(event)
                .flatMap(found -> attachments.find(access.tenant(), asked.id(), found, id))
                .orElseThrow(NotFoundException::new);
    }

    private static AttachmentStore.Key key(String tenant, Attachment file) {
        return new AttachmentStore.Key(tenant, file.id(), file.receivedAt());
    }

    private void copy(AttachmentStore.Key key, java.io.OutputStream into) {
        try {
            store.read(key, into);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Response.ResponseBuilder guarded(Response.ResponseBuilder answer, String type) {
        return answer.header("Content-Type", type)
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", NOTHING_RUNS)
                .header("Vary", "Cookie");
    }

    /** For old clients without what is no ASCII, for others as it is. */
    private static String disposition(String name) {
        var plain = name.replaceAll("[^\\x20-\\x7e]|[\"\\\\]", "_");
        var exact = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + exact;
    }
}
