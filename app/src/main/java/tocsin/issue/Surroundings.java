package tocsin.issue;

import jakarta.enterprise.context.RequestScoped;
import tocsin.account.Access;
import tocsin.account.VisibleProject;
import tocsin.web.Frame;
import tocsin.web.Nav;
import tocsin.web.Place;

/** Fills the frame around the pages of issues: who looks, where they are, where else they may go. */
@RequestScoped
class Surroundings {

    private final Access access;
    private final Frame frame;

    Surroundings(Access access, Frame frame) {
        this.access = access;
        this.frame = frame;
    }

    Frame all(Nav place) {
        return frame.reader(access.user().name(), access.csrf().orElse(""))
                .within(access.org(), access.org())
                .list(access.visible().stream()
                        .map(project -> Place.of(project.name(), home(project) + "/issues"))
                        .toList())
                .at(place);
    }

    Frame of(VisibleProject project, Nav place) {
        return all(place)
                .about(project.slug(), project.name())
                .list(access.visible().stream()
                        .map(other -> new Place(other.name(), home(other) + "/issues", other.id() == project.id()))
                        .toList());
    }

    private String home(VisibleProject project) {
        return "/" + access.org() + "/" + project.slug();
    }
}
