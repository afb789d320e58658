package tocsin.help;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import tocsin.account.Open;
import tocsin.account.PageAnswer;
import tocsin.web.Place;

/** The handbook, for whoever asks: it says nothing of this instance, and who cannot log in needs it most. */
@Path("/help")
@Produces(MediaType.TEXT_HTML)
class HelpPages {

    private static final String WHY = "the handbook is the same everywhere and says nothing of this instance";

    private static final String TEXT = ".md";

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance page(HelpView page);

        static native TemplateInstance codes(List<HandbookPage> codes, List<Place> chapters);

        static native TemplateInstance found(String query, List<Hit> hits, List<Place> chapters);
    }

    @GET
    @Open(WHY)
    public Response first() {
        return page(Handbook.FIRST);
    }

    /** As a page, or with {@code .md} at its end as a text for a terminal. */
    @GET
    @Path("/{page}")
    @Open(WHY)
    public Response page(@RestPath String page) {
        if (page.endsWith(TEXT)) {
            var text = known(page.substring(0, page.length() - TEXT.length())).markdown();
            return Response.ok(text, "text/markdown;charset=UTF-8").build();
        }
        return PageAnswer.page(Templates.page(HelpView.of(known(page))));
    }

    @GET
    @Path("/codes")
    @Open(WHY)
    public Response codes() {
        return PageAnswer.page(Templates.codes(Handbook.codes(), HelpView.places(null)));
    }

    @GET
    @Path("/search")
    @Open(WHY)
    public Response search(@RestQuery @DefaultValue("") String q) {
        var query = q.substring(0, Math.min(200, q.length())).strip();
        return PageAnswer.page(Templates.found(query, Handbook.search(query), HelpView.places(null)));
    }

    private static HandbookPage known(String name) {
        return Handbook.page(name).orElseThrow(NotFoundException::new);
    }
}
