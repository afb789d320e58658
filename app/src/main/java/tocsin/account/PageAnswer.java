package tocsin.account;

import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** How pages about people and settings are answered: never from a cache, and led on after each change. */
public final class PageAnswer {

    private static final int GONE = 410;
    private static final int UNPROCESSABLE = 422;

    private PageAnswer() {}

    public static Response page(TemplateInstance template) {
        return html(200, template).build();
    }

    /** The same page again, with what is wrong beside the field. */
    public static Response wrong(TemplateInstance template) {
        return html(UNPROCESSABLE, template).build();
    }

    /** What a link led to is over. */
    public static Response gone(TemplateInstance template) {
        return html(GONE, template).build();
    }

    /** On to another page, so that a reload repeats nothing. */
    public static Response to(String path) {
        return Response.seeOther(URI.create(path)).build();
    }

    static Response.ResponseBuilder html(int status, TemplateInstance template) {
        return Response.status(status)
                .entity(template.render())
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
