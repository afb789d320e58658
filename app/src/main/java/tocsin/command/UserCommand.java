package tocsin.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tocsin.account.Role;
import tocsin.account.User;
import tocsin.account.Users.WithPassword;

@Command(name = "user", description = "People, and their places in organizations.")
class UserCommand {

    private static final String[] MADE = {"email", "name", "password"};

    @Command(description = "Makes an account. Without a password given, one is made up and shown once.")
    int create(
            @Mixin Administration administration,
            @Parameters(paramLabel = "EMAIL") String email,
            @Option(names = "--name", description = "The person's name.") Optional<String> name,
            @Option(names = "--instance-admin", description = "Lets the person administer the whole instance.")
                    boolean instanceAdmin,
            @Option(names = "--password-stdin", description = "Reads the password from standard input.")
                    boolean fromStdin) {
        var password = password(fromStdin);
        return administration.show(operations -> Rows.single(
                operations.users.create(email, name.orElse(""), password, instanceAdmin),
                made -> row(made, password),
                MADE));
    }

    @Command(description = "Lists all accounts, or the members of one organization.")
    int list(
            @Mixin Administration administration,
            @Option(names = "--organization", paramLabel = "SLUG") Optional<String> organization) {
        return administration.show(operations -> organization
                .map(slug -> Rows.of(
                        operations.organizations.in(slug, "listed the members", operations.members::list),
                        member -> List.of(
                                member.email(), member.name(), member.role().text(), member.active()),
                        "email",
                        "name",
                        "role",
                        "active"))
                .orElseGet(() -> Rows.of(
                        operations.users.all(),
                        user -> List.of(user.email, user.name, user.instanceAdmin, user.status == User.Status.ACTIVE),
                        "email",
                        "name",
                        "instance_admin",
                        "active")));
    }

    @Command(description = "Gives a person another name, or the administration of the instance.")
    int change(
            @Mixin Administration administration,
            @Parameters(paramLabel = "EMAIL") String email,
            @Option(names = "--name") Optional<String> name,
            @Option(
                            names = "--instance-admin",
                            arity = "1",
                            paramLabel = "true|false",
                            description = "Whether the person administers the whole instance.")
                    Optional<Boolean> instanceAdmin) {
        return administration.say(email + " is changed.", operations -> {
            name.ifPresent(given -> operations.users.rename(email, given));
            instanceAdmin.ifPresent(admin -> operations.users.makeInstanceAdmin(email, admin));
        });
    }

    @Command(description = "Gives a new password, made up unless it is given; every session of the person ends.")
    int password(
            @Mixin Administration administration,
            @Parameters(paramLabel = "EMAIL") String email,
            @Option(names = "--password-stdin", description = "Reads the password from standard input.")
                    boolean fromStdin) {
        var password = password(fromStdin);
        return administration.show(operations ->
                Rows.single(operations.users.resetPassword(email, password), made -> row(made, password), MADE));
    }

    @Command(description = "Gives a person a place in an organization. Somebody without an account gets one.")
    int join(
            @Mixin Administration administration,
            @Parameters(paramLabel = "EMAIL") String email,
            @Option(names = "--organization", paramLabel = "SLUG", required = true) String organization,
            @Option(
                            names = "--role",
                            defaultValue = "member",
                            description = "owner, manager, admin, member or viewer; member without it.")
                    String role) {
        var wanted = role(role);
        return administration.show(operations -> Rows.single(
                operations.organizations.in(
                        organization, "added " + email + " as " + role, () -> operations.members.add(email, wanted)),
                added -> List.of(
                        added.member().email(),
                        added.member().role().text(),
                        added.oneTimePassword().orElse("")),
                "email",
                "role",
                "password"));
    }

    @Command(description = "Changes what a member is in an organization.")
    int role(
            @Mixin Administration administration,
            @Parameters(paramLabel = "EMAIL") String email,
            @Parameters(paramLabel = "ROLE", description = "owner, manager, admin, member or viewer.") String role,
            @Option(names = "--organization", paramLabel = "SLUG", required = true) String organization) {
        var wanted = role(role);
        return administration.say(
                email + " is " + role + " of " + organization + ".",
                operations -> operations.organizations.in(
                        organization,
                        "made " + email + " " + role,
                        () -> operations.members.changeRole(
                                operations.members.byEmail(email).id(), wanted)));
    }

    @Command(description = "Takes a person out of an organization, with their tokens for it.")
    int leave(
            @Mixin Administration administration,
            @Parameters(paramLabel = "EMAIL") String email,
            @Option(names = "--organization", paramLabel = "SLUG", required = true) String organization) {
        return administration.say(
                email + " has left " + organization + ".",
                operations -> operations.organizations.in(organization, "removed " + email, () -> {
                    operations.members.remove(operations.members.byEmail(email).id());
                    return null;
                }));
    }

    @Command(description = "The person can neither log in nor use a token, and is logged out at once.")
    int disable(@Mixin Administration administration, @Parameters(paramLabel = "EMAIL") String email) {
        return administration.say(email + " is disabled.", operations -> operations.users.disable(email));
    }

    @Command(description = "The person can log in again.")
    int enable(@Mixin Administration administration, @Parameters(paramLabel = "EMAIL") String email) {
        return administration.say(email + " is enabled.", operations -> operations.users.enable(email));
    }

    @Command(description = "Deletes an account, with all its memberships, tokens and sessions.")
    int delete(
            @Mixin Administration administration,
            @Mixin Confirmation confirmation,
            @Parameters(paramLabel = "EMAIL") String email) {
        confirmation.require("account " + email);
        return administration.say(email + " is deleted.", operations -> operations.users.delete(email));
    }

    private static List<Object> row(WithPassword made, Optional<String> given) {
        return List.of(made.user().email, made.user().name, given.isPresent() ? "" : made.password());
    }

    private static Role role(String text) {
        try {
            return Role.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new CommandRefused("A role is owner, manager, admin, member or viewer, and not '" + text + "'.", e);
        }
    }

    /** Not from an argument, which every process on the host can read. */
    private static Optional<String> password(boolean fromStdin) {
        if (!fromStdin) {
            return Optional.empty();
        }
        try {
            return Optional.of(new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            throw new CommandRefused("The password cannot be read from standard input: " + e.getMessage(), e);
        }
    }
}
