package dev.perdure.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;

/** Which room may use which library. */
final class LibraryRules {

    private final Rooms rooms;

    private LibraryRules(Rooms rooms) {
        this.rooms = rooms;
    }

    static List<Rule> of(Rooms rooms) {
        LibraryRules rules = new LibraryRules(rooms);
        return List.of(
                new Rule("dagger_stays_in_the_service", rules.dagger()),
                new Rule("dropwizard_stays_at_the_edge", rules.dropwizard()),
                new Rule("resources_stay_in_the_http_adapter", rules.jersey()),
                new Rule("jdbc_stays_in_persistence", rules.jdbc()),
                new Rule("data_sources_are_handed_in", rules.dataSources()),
                new Rule("jackson_stays_at_the_wires", rules.jackson()),
                new Rule("patterns_of_strangers_are_matched_in_one_room", rules.patterns()),
                new Rule("cron_is_read_in_one_room", rules.cron()),
                new Rule("only_egress_calls_out", rules.calls()),
                new Rule("vavr_reaches_adapters_as_answers", rules.vavrInAdapters()),
                new Rule("of_vavr_only_either_and_collections_are_used", rules.vavr()),
                new Rule("everyone_logs_through_one_door", rules.logging()),
                new Rule("only_programs_print", rules.printing()));
    }

    private ArchRule dagger() {
        return onlyIn(new String[] {rooms.within(Room.SERVICE)}, Library.DAGGER)
                .because(
                        "one room wires: give the class a constructor and let the service's graph call it");
    }

    private ArchRule dropwizard() {
        return onlyIn(rooms.within(Room.SERVICE, Room.REST), Library.DROPWIZARD, Library.JETTY)
                .because(
                        "the engine runs without an HTTP server: keep the server to its adapter and the"
                                + " service, and speak to the engine through its use cases");
    }

    private ArchRule jersey() {
        return onlyIn(new String[] {rooms.within(Room.REST)}, Library.JERSEY)
                .because(
                        "HTTP is spoken in one module: put the resource there and register it from the"
                                + " service through what that module offers");
    }

    private ArchRule jdbc() {
        return noClasses()
                .that()
                .resideInAPackage(rooms.everything())
                .and()
                .resideOutsideOfPackages(rooms.within(Room.PERSISTENCE, Room.POSTGRES_TESTING))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(Library.within(Library.JDBC))
                                .and(not(resideInAnyPackage(Library.within(Library.DATA_SOURCES)))))
                .because(
                        "the database is one adapter's business: declare what you need as a port of the"
                                + " engine. The test server of the launcher is excepted, because a database"
                                + " can only be created by speaking SQL");
    }

    private ArchRule dataSources() {
        return onlyIn(
                        rooms.within(Room.PERSISTENCE, Room.EXAMPLES, Room.POSTGRES_TESTING),
                        Library.DATA_SOURCES)
                .because(
                        "a data source is made by persistence itself or handed in by a program that embeds the"
                                + " engine, as the examples do: everyone else asks a port, and the service names"
                                + " an address");
    }

    private ArchRule jackson() {
        return onlyIn(rooms.within(Room.REST, Room.LLM, Room.SERVICE), Library.JACKSON)
                .because(
                        "stored and approved JSON keeps its bytes: use dev.perdure.json, and bind to records"
                                + " only at a wire or in the configuration");
    }

    private ArchRule patterns() {
        return onlyIn(new String[] {rooms.within(Room.ENGINE_FILE_PATTERN)}, Library.RE2J)
                .because(
                        "what a stranger looks for is bounded before it is compiled, and that is done once:"
                                + " ask TextPattern or PathGlob");
    }

    private ArchRule cron() {
        return onlyIn(new String[] {rooms.within(Room.ENGINE_SCHEDULE_CRON)}, Library.CRON)
                .because(
                        "what an expression means where clocks are put forward and back is said once: ask"
                                + " CronTimes");
    }

    private ArchRule calls() {
        return noClasses()
                .that()
                .resideInAPackage(rooms.everything())
                .and()
                .resideOutsideOfPackage(rooms.within(Room.EGRESS))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(Library.within(Library.HTTP_CLIENT, Library.SOCKETS))
                                .or(name("java.net.HttpURLConnection")))
                .orShould()
                .accessTargetWhere(Calls.CONNECT_A_SOCKET)
                .orShould()
                .accessTargetWhere(Calls.OPEN_AN_ADDRESS.and(comesFromOutsideOf(Room.POSTGRES)))
                .because(
                        "every outbound call passes one guarded client, which checks addresses, sizes and"
                                + " times: open a call of dev.perdure.egress. The launcher is excepted where it"
                                + " opens an address: it reads binaries from a jar");
    }

    private ArchRule vavrInAdapters() {
        return noClasses()
                .that()
                .resideInAnyPackage(rooms.within(Rooms.ADAPTERS))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(Library.within(Library.VAVR)).and(not(areOfEither())))
                .because(
                        "on a wire a vavr type turns into nonsense without an error: fold the Either of a use"
                                + " case at once, and use the collections of the JDK");
    }

    private ArchRule vavr() {
        return noClasses()
                .that()
                .resideInAPackage(rooms.everything())
                .should(new Declare(Set.of("io.vavr.control.Option", "io.vavr.control.Try")))
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.vavr.API")
                .because(
                        "one way to say each thing: Optional or @Nullable for absence, Either for a refusal, an"
                                + " exception for an outage, switch for cases");
    }

    private ArchRule logging() {
        return noClasses()
                .that()
                .resideInAPackage(rooms.everything())
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(Library.within(Library.OTHER_LOGGERS))
                                .and(not(name("java.util.logging.Level"))))
                .because(
                        "the embedding program chooses where logs go: use slf4j's API. A level is no logger:"
                                + " a library whose logs are led into slf4j may speak in levels of the JDK");
    }

    private ArchRule printing() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(rooms.within(Room.SERVICE, Room.EXAMPLES))
                .should(ACCESS_STANDARD_STREAMS)
                .because(
                        "standard output belongs to the program: log through slf4j, or answer the text to"
                                + " whoever called");
    }

    private ArchRule onlyIn(String[] places, Library... libraries) {
        return noClasses()
                .that()
                .resideInAPackage(rooms.everything())
                .and()
                .resideOutsideOfPackages(places)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(Library.within(libraries));
    }

    private DescribedPredicate<JavaAccess<?>> comesFromOutsideOf(Room room) {
        return DescribedPredicate.describe(
                "from outside of " + room,
                access -> !rooms.holds(room, access.getOriginOwner().getPackageName()));
    }

    private static DescribedPredicate<JavaClass> areOfEither() {
        return DescribedPredicate.describe(
                "are of Either", type -> type.getFullName().startsWith("io.vavr.control.Either"));
    }
}
