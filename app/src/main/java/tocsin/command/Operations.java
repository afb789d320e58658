package tocsin.command;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Singleton;
import tocsin.account.Members;
import tocsin.account.Organizations;
import tocsin.account.Teams;
import tocsin.account.Tokens;
import tocsin.account.Users;
import tocsin.digest.Erasures;
import tocsin.project.Demo;
import tocsin.project.ProjectKeys;
import tocsin.project.Projects;
import tocsin.sensor.Enrolments;
import tocsin.sensor.Sensors;
import tocsin.sensor.SigningKeys;
import tocsin.setup.SetupLinks;

/** What the commands do with the application, once it is started; the same operations as pages and API use. */
@Singleton
@Unremovable
class Operations {

    final Organizations organizations;
    final Users users;
    final Members members;
    final Teams teams;
    final Tokens tokens;
    final Projects projects;
    final ProjectKeys keys;
    final Enrolments enrolments;
    final Sensors sensors;
    final SigningKeys signingKeys;
    final Erasures erasures;
    final SetupLinks setupLinks;
    final Demo demo;

    Operations(
            Organizations organizations,
            Users users,
            Members members,
            Teams teams,
            Tokens tokens,
            Projects projects,
            ProjectKeys keys,
            Enrolments enrolments,
            Sensors sensors,
            SigningKeys signingKeys,
            Erasures erasures,
            SetupLinks setupLinks,
            Demo demo) {
        this.organizations = organizations;
        this.users = users;
        this.members = members;
        this.teams = teams;
        this.tokens = tokens;
        this.projects = projects;
        this.keys = keys;
        this.enrolments = enrolments;
        this.sensors = sensors;
        this.signingKeys = signingKeys;
        this.erasures = erasures;
        this.setupLinks = setupLinks;
        this.demo = demo;
    }

    /** Only while the application runs. */
    static Operations current() {
        return CDI.current().select(Operations.class).get();
    }
}
