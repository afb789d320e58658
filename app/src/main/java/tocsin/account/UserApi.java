package tocsin.account;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** The accounts of the instance, for its administrators. Tokens need {@code instance:admin}. */
@Path("/api/v1/users")
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Users")
class UserApi {

    private static final String WHY = "administrators of the instance, whose every change is audited";

    private final Access access;
    private final Users users;
    private final Slices slices;

    UserApi(Access access, Users users, Slices slices) {
        this.access = access;
        this.users = users;
        this.slices = slices;
    }

    record Account(
            long id,
            String email,
            String name,
            boolean instanceAdmin,
            boolean active,
            Instant createdAt,
            Optional<Instant> seenAt) {

        static Account of(User user) {
            return new Account(
                    user.id,
                    user.email,
                    user.name,
                    user.instanceAdmin,
                    user.status == User.Status.ACTIVE,
                    user.createdAt,
                    Optional.ofNullable(user.seenAt));
        }
    }

    /** With a password that opens only the choice of another, shown this once. */
    record WithPassword(Account user, String oneTimePassword) {
        static WithPassword of(Users.WithPassword made) {
            return new WithPassword(Account.of(made.user()), made.password());
        }
    }

    record NewUser(
            @NotNull @Size(max = 254) String email,
            @Size(max = 100) String name,
            boolean instanceAdmin) {}

    /** What is left out stays. */
    record Change(@Size(min = 1, max = 100) String name, Boolean instanceAdmin) {}

    @GET
    @SignedIn(value = WHY, instanceAdmin = true)
    @Operation(summary = "List all accounts")
    public RestResponse<List<Account>> list(@RestQuery String cursor, @Context UriInfo uri) {
        return slices.of(users.all().stream().map(Account::of).toList(), cursor, uri);
    }

    @POST
    @ResponseStatus(201)
    @SignedIn(value = WHY, instanceAdmin = true)
    @Operation(summary = "Create an account", description = "Its one-time password is in this answer and nowhere else.")
    public WithPassword create(@NotNull @Valid NewUser user) {
        return WithPassword.of(users.create(user.email(), user.name(), Optional.empty(), user.instanceAdmin()));
    }

    @GET
    @Path("/{user}")
    @SignedIn(value = WHY, instanceAdmin = true)
    @Operation(summary = "Show an account")
    public Account get(@RestPath long user) {
        return Account.of(users.get(user));
    }

    @PUT
    @Path("/{user}")
    @SignedIn(value = WHY, instanceAdmin = true)
    @Operation(summary = "Rename an account, or let it administer the instance")
    public Account change(@RestPath long user, @NotNull @Valid Change change) {
        var email = users.email(user);
        if (change.instanceAdmin() != null) {
            users.makeInstanceAdmin(another(user), change.instanceAdmin());
        }
        if (change.name() != null) {
            users.rename(email, change.name());
        }
        return Account.of(users.get(user));
    }

    @POST
    @Path("/{user}/disable")
    @Consumes(MediaType.WILDCARD)
    @SignedIn(value = WHY, instanceAdmin = true)
    @Operation(summary = "Disable an account", description = "It is logged out, and its tokens stop working.")
    public Account disable(@RestPath long user) {
        users.disable(another(user));
        return Account.of(users.get(user));
    }

    @POST
    @Path("/{user}/enable")
    @Consumes(MediaType.WILDCARD)
    @SignedIn(value = WHY, instanceAdmin = true)
    @Operation(summary = "Enable an account")
    public Account enable(@RestPath long user) {
        users.enable(users.email(user));
        return Account.of(users.get(user));
    }

    @POST
    @Path("/{user}/password")
    @Consumes(MediaType.WILDCARD)
    @SignedIn(value = WHY, instanceAdmin = true)
    @Operation(summary = "Reset a password", description = "The new one is in this answer and nowhere else.")
    public WithPassword resetPassword(@RestPath long user) {
        return WithPassword.of(users.resetPassword(another(user), Optional.empty()));
    }

    @DELETE
    @Path("/{user}")
    @SignedIn(value = WHY, instanceAdmin = true)
    @Operation(summary = "Delete an account", description = "With its memberships, tokens and sessions.")
    public void delete(@RestPath long user) {
        users.delete(another(user));
    }

    /** Nobody locks themselves out by a slip. */
    private String another(long user) {
        if (user == access.user().id()) {
            throw new Refused("user", "Not your own account");
        }
        return users.email(user);
    }
}
