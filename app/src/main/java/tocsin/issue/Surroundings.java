package tocsin.issue;

import jakarta.enterprise.context.RequestScoped;
import tocsin.account.VisibleProject;
import tocsin.web.Frame;
import tocsin.web.Nav;

/** Says in the frame where the pages of issues are; who looks, and where else they may go, is there already. */
@RequestScoped
class Surroundings {

    private final Frame frame;

    Surroundings(Frame frame) {
        this.frame = frame;
    }

    Frame all(Nav place) {
        return frame.at(place);
    }

    Frame of(VisibleProject project, Nav place) {
        return frame.about(project.slug(), project.name()).at(place);
    }
}
