package tocsin.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.persistence.Entity;
import jakarta.ws.rs.Path;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.net.URLConnection;
import java.net.http.HttpClient;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.NetworkChannel;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import javax.sql.DataSource;
import tocsin.tenant.TenantScoped;

@AnalyzeClasses(packages = "tocsin", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    /** The edge first: a package uses only those after it. */
    private static final List<String> ORDER = List.of(
            "command",
            "doctor",
            "ops",
            "ingest",
            "live",
            "digest",
            "notice",
            "forward",
            "outbox",
            "issue",
            "regroup",
            "event",
            "sensor",
            "setup",
            "help",
            "project",
            "account",
            "mail",
            "outgoing",
            "filter",
            "grouping",
            "quota",
            "sentry",
            "scrub",
            "picture",
            "web",
            "cache",
            "spool",
            "tenant",
            "config",
            "socket");

    /** Rows that belong to no tenant, or are one. */
    private static final Set<String> GLOBAL = Set.of("Organization", "User", "LoginSession");

    /** They open connections for others: to prepare a database, to share one transaction. They state nothing. */
    private static final Set<String> OPENERS =
            Set.of("tocsin.command.postgres.EmbeddedPostgres", "tocsin.digest.IngestTransaction");

    /**
     * What an operator chose: commands that ask a server or look for a free port of this host, the mail server, and the
     * database's socket.
     */
    private static final Set<String> OF_THE_OPERATOR = Set.of(
            "tocsin.mail.Mailer",
            "tocsin.socket.LocalSocket",
            "tocsin.socket.LocalSocketFactory",
            "tocsin.socket.Readiness",
            "tocsin.command.Canary",
            "tocsin.command.Ports",
            "tocsin.command.Readiness",
            "tocsin.command.postgres.EmbeddedPostgres");

    private static final List<Class<?>> CONNECTING = List.of(
            Socket.class,
            ServerSocket.class,
            DatagramSocket.class,
            SocketFactory.class,
            NetworkChannel.class,
            AsynchronousSocketChannel.class,
            HttpClient.class,
            URLConnection.class);

    @ArchTest
    static void everyPackageHasItsPlaceInTheOrder(com.tngtech.archunit.core.domain.JavaClasses all) {
        assertThat(all.stream().map(ArchitectureTest::feature).collect(Collectors.toSet()))
                .isSubsetOf(ORDER);
    }

    @ArchTest
    static final ArchRule aPackageUsesOnlyThoseBelowIt = classes()
            .should(new ArchCondition<>("use only packages after their own in " + ORDER) {
                @Override
                public void check(JavaClass one, ConditionEvents events) {
                    one.getDirectDependenciesFromSelf().stream()
                            .filter(use -> isOurs(use.getTargetClass()))
                            .filter(use -> place(use.getTargetClass()) < place(one))
                            .forEach(use -> events.add(SimpleConditionEvent.violated(one, use.getDescription())));
                }
            });

    @ArchTest
    static final ArchRule featuresHaveNoCycles =
            slices().matching("tocsin.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule thePureCoreKnowsNoFramework = noClasses()
            .that()
            .resideInAnyPackage(
                    "tocsin.grouping..", "tocsin.sentry..", "tocsin.scrub..", "tocsin.filter..", "tocsin.quota..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.quarkus..", "jakarta.persistence..", "jakarta.ws..", "jakarta.enterprise..", "org.hibernate..");

    @ArchTest
    static final ArchRule nativeSqlSitsInSqlClasses = noClasses()
            .that(describe(
                    "are no Sql class",
                    one -> !isSql(one) && !OPENERS.contains(outer(one).getName())))
            .should()
            .callMethodWhere(describe(
                    "native query or raw JDBC",
                    call -> call.getName().startsWith("createNative")
                            || call.getName().equals("doWork")
                            || call.getTargetOwner().isAssignableTo(DataSource.class)
                                    && call.getName().equals("getConnection")
                            || call.getTargetOwner().isAssignableTo(DriverManager.class)
                            || call.getTargetOwner().isAssignableTo(Connection.class)
                                    && call.getName().startsWith("prepare")))
            .because("Hibernate does not add the tenant to native SQL");

    /** Foreign addresses pass one door, which resolves once, pins the address and refuses private ranges. */
    @ArchTest
    static final ArchRule onlyTheDoorConnects = noClasses()
            .that(describe(
                    "neither the door nor the operator's",
                    one -> !feature(one).equals("outgoing")
                            && !OF_THE_OPERATOR.contains(outer(one).getName())))
            .should()
            .callCodeUnitWhere(describe("what opens a connection or asks for a name", call -> {
                var owner = call.getTargetOwner();
                return CONNECTING.stream().anyMatch(owner::isAssignableTo)
                        || owner.getPackageName().startsWith("io.vertx")
                                && (owner.getSimpleName().matches("(Net|Http|Web|WebSocket|Mail|Redis|Dns)Client")
                                        || call.getName().matches("create(Net|Http|WebSocket|Dns)Client"))
                        || owner.isEquivalentTo(URL.class)
                                && call.getName().matches("openConnection|openStream|getContent")
                        || owner.isAssignableTo(InetAddress.class)
                                && call.getName().matches("getAllByName|getByName|isReachable")
                        || owner.isEquivalentTo(InetSocketAddress.class)
                                && call.getName().equals("<init>")
                                && call.getTarget()
                                        .getRawParameterTypes()
                                        .getFirst()
                                        .isEquivalentTo(String.class);
            }));

    @ArchTest
    static final ArchRule everyEntityHasATenant = classes()
            .that()
            .areAnnotatedWith(Entity.class)
            .and(are(describe("not global", one -> !GLOBAL.contains(one.getSimpleName()))))
            .should()
            .beAssignableTo(TenantScoped.class);

    @ArchTest
    static final ArchRule noEntityCrossesTheEdge = methods()
            .that()
            .areDeclaredInClassesThat()
            .areAnnotatedWith(Path.class)
            .and()
            .arePublic()
            .should(new ArchCondition<>("neither take nor return an entity") {
                @Override
                public void check(JavaMethod method, ConditionEvents events) {
                    Stream.concat(
                                    method.getReturnType().getAllInvolvedRawTypes().stream(),
                                    method.getParameterTypes().stream()
                                            .flatMap(type -> type.getAllInvolvedRawTypes().stream()))
                            .flatMap(type -> withComponents(type))
                            .filter(type -> type.isAnnotatedWith(Entity.class))
                            .forEach(type -> events.add(SimpleConditionEvent.violated(
                                    method, method.getFullName() + " shows " + type.getName())));
                }
            });

    @ArchTest
    static final ArchRule namesSayWhatAThingIs = noClasses()
            .should()
            .haveNameMatching(".*(Impl|Util|Utils|Helper|Manager|Dto|Base|Abstract[A-Z]\\w*)")
            .because("such a name tells nothing about its thing");

    @ArchTest
    static final ArchRule onlyTheDoorsSetTheTenant = noClasses()
            .that(describe("are no door", one -> !Set.of("Gate", "CurrentTenant")
                    .contains(outer(one).getSimpleName())))
            .should()
            .callMethodWhere(describe(
                    "CurrentTenant.enter",
                    call -> call.getName().equals("enter")
                            && call.getTargetOwner().getName().equals("tocsin.tenant.CurrentTenant")));

    /** A record shows what its components are. */
    private static Stream<JavaClass> withComponents(JavaClass type) {
        return Stream.concat(
                Stream.of(type),
                type.isRecord()
                        ? type.getFields().stream().flatMap(field -> field.getType().getAllInvolvedRawTypes().stream())
                        : Stream.empty());
    }

    private static boolean isSql(JavaClass one) {
        return outer(one).getSimpleName().endsWith("Sql");
    }

    private static JavaClass outer(JavaClass one) {
        return one.getEnclosingClass().map(ArchitectureTest::outer).orElse(one);
    }

    private static boolean isOurs(JavaClass one) {
        return resideInAPackage("tocsin..").test(one);
    }

    private static int place(JavaClass one) {
        return ORDER.indexOf(feature(one));
    }

    private static String feature(JavaClass one) {
        return one.getPackageName().split("\\.")[1];
    }
}
