package tocsin.command;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tocsin.tenant.CurrentTenant;
import tocsin.tenant.Tenant;

@Command(name = "organization", description = "Organizations, each a tenant whose data nobody else sees.")
class OrganizationCommand {

    private static final String[] COLUMNS = {"slug", "name", "id", "active"};

    @Command(description = "Makes an organization. An owner without an account gets one, with a password shown once.")
    int create(
            @Mixin Administration administration,
            @Parameters(paramLabel = "SLUG", description = "Its name in addresses.") String slug,
            @Option(names = "--owner", paramLabel = "EMAIL", required = true, description = "Who owns it.")
                    String owner,
            @Option(names = "--name", description = "Its name for people; without it the slug.")
                    Optional<String> name) {
        return administration.show(operations -> {
            var made = operations.organizations.create(slug, name.orElse(slug), owner);
            return Rows.single(
                    made,
                    founded -> List.of(
                            founded.tenant().slug(),
                            founded.tenant().name(),
                            founded.tenant().id(),
                            founded.owner(),
                            founded.password().orElse("")),
                    "slug",
                    "name",
                    "id",
                    "owner",
                    "password");
        });
    }

    @Command(description = "Lists all organizations.")
    int list(@Mixin Administration administration) {
        return administration.show(operations ->
                Rows.of(operations.organizations.all("listed the organizations"), OrganizationCommand::row, COLUMNS));
    }

    @Command(description = "Gives an organization another name or another slug.")
    int change(
            @Mixin Administration administration,
            @Parameters(paramLabel = "SLUG") String slug,
            @Option(names = "--name") Optional<String> name,
            @Option(names = "--slug", paramLabel = "SLUG") Optional<String> changed) {
        return administration.show(operations -> {
            var before = operations.organizations.bySlug(slug, "changed " + slug);
            CurrentTenant.run(
                    before.id(),
                    () -> operations.organizations.change(changed.orElse(slug), name.orElse(before.name())));
            return Rows.single(
                    operations.organizations.bySlug(changed.orElse(slug), "looked at " + slug),
                    OrganizationCommand::row,
                    COLUMNS);
        });
    }

    @Command(description = "Takes no more events and lets nobody in, until it is enabled again.")
    int disable(@Mixin Administration administration, @Parameters(paramLabel = "SLUG") String slug) {
        return administration.say(
                slug + " is disabled.",
                operations -> operations.organizations.in(slug, "disabled " + slug, () -> {
                    operations.organizations.disable();
                    return null;
                }));
    }

    @Command(description = "Takes events and lets people in again.")
    int enable(@Mixin Administration administration, @Parameters(paramLabel = "SLUG") String slug) {
        return administration.say(
                slug + " is enabled.",
                operations -> operations.organizations.in(slug, "enabled " + slug, () -> {
                    operations.organizations.enable();
                    return null;
                }));
    }

    @Command(description = "Deletes an organization with all its projects, issues and events. There is no way back.")
    int delete(
            @Mixin Administration administration,
            @Mixin Confirmation confirmation,
            @Parameters(paramLabel = "SLUG") String slug) {
        confirmation.require("organization " + slug + " with everything in it");
        return administration.say(
                slug + " is deleted.",
                operations -> operations.organizations.in(slug, "deleted " + slug, () -> {
                    operations.organizations.delete();
                    return null;
                }));
    }

    private static List<Object> row(Tenant tenant) {
        return List.of(tenant.slug(), tenant.name(), tenant.id(), tenant.active());
    }
}
