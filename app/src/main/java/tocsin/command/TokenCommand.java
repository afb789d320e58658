package tocsin.command;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tocsin.account.Members.Member;
import tocsin.account.Scope;
import tocsin.account.Tokens.Listed;

@Command(name = "token", description = "API tokens, each for one person in one organization.")
class TokenCommand {

    /** The member that a token acts for. */
    static class Owner {

        @Option(names = "--organization", paramLabel = "SLUG", required = true)
        private String organization;

        @Option(names = "--user", paramLabel = "EMAIL", required = true)
        private String email;

        <T> T on(Operations operations, String reason, Function<Member, T> work) {
            return operations.organizations.in(
                    organization, reason + " of " + email, () -> work.apply(operations.members.byEmail(email)));
        }
    }

    @Command(description = "Makes a token and shows it once.")
    int create(
            @Mixin Administration administration,
            @Mixin Owner owner,
            @Option(names = "--name", required = true, description = "What uses it.") String name,
            @Option(
                            names = "--scope",
                            split = ",",
                            paramLabel = "SCOPE",
                            description = "What it may do, e.g. event:read; all that the person may, without it.")
                    List<String> scopes,
            @Option(names = "--days", description = "How long it works; without it until it is revoked.")
                    Optional<Integer> days) {
        var expires = days.map(count -> Instant.now().plus(count, ChronoUnit.DAYS));
        return administration.show(operations -> owner.on(operations, "created a token", member -> {
            var created = operations.tokens.create(member.id(), name, scopes(scopes, member), expires);
            return Rows.single(
                    created.token(),
                    token -> List.of(token.id(), token.name(), created.secret(), String.join(" ", token.scopes())),
                    "id",
                    "name",
                    "token",
                    "scopes");
        }));
    }

    @Command(description = "Lists a person's tokens: how each begins, and what it may do.")
    int list(@Mixin Administration administration, @Mixin Owner owner) {
        return administration.show(operations -> Rows.of(
                owner.on(operations, "listed the tokens", member -> operations.tokens.list(member.id())),
                TokenCommand::row,
                "id",
                "name",
                "prefix",
                "scopes",
                "used",
                "expires"));
    }

    @Command(description = "Ends a token from this moment on.")
    int revoke(@Mixin Administration administration, @Mixin Owner owner, @Parameters(paramLabel = "ID") long id) {
        return administration.say(
                "The token is revoked.",
                operations -> owner.on(operations, "revoked a token", member -> {
                    operations.tokens.revoke(member.id(), id);
                    return null;
                }));
    }

    private static Set<Scope> scopes(List<String> asked, Member member) {
        if (asked == null || asked.isEmpty()) {
            return member.role().scopes();
        }
        var scopes = EnumSet.noneOf(Scope.class);
        for (var text : asked) {
            scopes.add(Scope.known(text.strip())
                    .orElseThrow(() ->
                            new CommandRefused("There is no scope '" + text + "', only " + List.of(Scope.values()))));
        }
        return scopes;
    }

    private static List<Object> row(Listed token) {
        return List.of(
                token.id(),
                token.name(),
                token.prefix(),
                String.join(" ", token.scopes()),
                token.usedAt().map(Instant::toString).orElse("never"),
                token.expiresAt().map(Instant::toString).orElse("never"));
    }
}
