package dev.perdure.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;

/** What the inner rooms may not touch, and what their classes are made of. */
final class PurityRules {

    private final Rooms rooms;

    private PurityRules(Rooms rooms) {
        this.rooms = rooms;
    }

    static List<Rule> of(Rooms rooms) {
        PurityRules rules = new PurityRules(rooms);
        return List.of(
                new Rule("the_domain_takes_time_chance_and_ids_as_inputs", rules.inputs()),
                new Rule("the_domain_touches_nothing_outside", rules.outside()),
                new Rule("the_domain_digests_in_one_place", rules.digests()),
                new Rule("the_engine_asks_its_clock", rules.clock()),
                new Rule("waiting_goes_through_its_port", rules.deadlines()),
                new Rule("the_engine_asks_its_source_for_ids", rules.ids()),
                new Rule("threads_come_from_their_port", rules.threads()),
                new Rule("the_domain_is_made_of_values", rules.values()),
                new Rule("families_are_sealed", rules.families()),
                new Rule("nothing_static_changes", rules.statics()));
    }

    private ArchRule inputs() {
        return noClasses()
                .that()
                .resideInAnyPackage(rooms.within(Rooms.DOMAIN))
                .should()
                .accessTargetWhere(Calls.READ_A_CLOCK)
                .orShould()
                .accessTargetWhere(Calls.MEASURE_TIME)
                .orShould()
                .accessTargetWhere(Calls.INVENT)
                .orShould()
                .dependOnClassesThat(
                        Named.anyOf(
                                "java.time.Clock",
                                "java.time.InstantSource",
                                "java.util.Random",
                                "java.util.SplittableRandom",
                                "java.util.concurrent.ThreadLocalRandom",
                                "java.security.SecureRandom"))
                .because(
                        "the same facts fold to the same state on every node: take the instant, the random"
                                + " number or the id as a parameter");
    }

    private ArchRule outside() {
        return noClasses()
                .that()
                .resideInAnyPackage(rooms.within(Rooms.DOMAIN))
                .should()
                .dependOnClassesThat(
                        Named.anyOf(
                                        "java.lang.Thread",
                                        "java.lang.ThreadLocal",
                                        "java.lang.Process",
                                        "java.lang.ProcessBuilder",
                                        "java.lang.Runtime")
                                .or(
                                        resideInAnyPackage(
                                                "java.io..",
                                                "java.net..",
                                                "java.nio.channels..",
                                                "java.nio.file..",
                                                "java.util.concurrent..")))
                .orShould()
                .accessTargetWhere(Calls.ASK_THE_ENVIRONMENT)
                .because(
                        "the domain decides and does nothing: answer an effect or a fact as data, and let the"
                                + " engine act");
    }

    private ArchRule digests() {
        return noClasses()
                .that()
                .resideInAnyPackage(rooms.within(Rooms.DOMAIN))
                .and()
                .resideOutsideOfPackage(rooms.within(Room.JSON))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.security..", "javax.crypto..")
                .because(
                        "there is one content hash, of the exact bytes of a JSON text: ask JsonText for it. The"
                                + " package of JSON is excepted, because a digest is a pure function");
    }

    private ArchRule clock() {
        return noClasses()
                .that()
                .resideInAPackage(rooms.within(Room.ENGINE))
                .should()
                .accessTargetWhere(Calls.READ_A_CLOCK)
                .orShould()
                .accessTargetWhere(Calls.CHOOSE_A_CLOCK.and(comesFromWithin()))
                .because(
                        "tests and simulations set the time: take an InstantSource in the constructor. Only the"
                                + " front door, the id source and the factory of the in-memory storage choose"
                                + " the system's, for callers that brought none");
    }

    private ArchRule deadlines() {
        return noClasses()
                .that()
                .resideInAPackage(rooms.within(Room.ENGINE))
                .and()
                .resideOutsideOfPackages(rooms.within(Room.ENGINE_TIMING, Room.ENGINE_IN_MEMORY))
                .should()
                .accessTargetWhere(Calls.MEASURE_TIME)
                .orShould()
                .accessTargetWhere(Calls.WAIT_FOR_A_TIME)
                .because(
                        "a simulation has time pass by itself: wait through Timing, or in a Mailbox; what folds"
                                + " or facts depend on comes from the InstantSource. The in-memory storage is"
                                + " excepted: it waits as a database would, and a simulation wraps it");
    }

    private ArchRule ids() {
        return noClasses()
                .that()
                .resideInAPackage(rooms.within(Room.ENGINE))
                .and()
                .resideOutsideOfPackage(rooms.within(Room.ENGINE_IDENTITY))
                .should()
                .accessTargetWhere(Calls.INVENT)
                .because("ids are handed out by one port: take an IdSource in the constructor");
    }

    private ArchRule threads() {
        return noClasses()
                .that()
                .resideInAPackage(rooms.within(Room.ENGINE))
                .and()
                .resideOutsideOfPackage(rooms.within(Room.ENGINE_TIMING))
                .should()
                .accessTargetWhere(Calls.START_A_THREAD)
                .orShould()
                .dependOnClassesThat(
                        Named.anyOf(
                                "java.util.concurrent.Executors",
                                "java.util.concurrent.ForkJoinPool",
                                "java.util.Timer"))
                .because(
                        "a simulation schedules the threads of its nodes: take them from Timing. Whoever starts"
                                + " one has to stop it: run on the caller's thread, and let the worker or the"
                                + " run of a turn own what goes on beside it");
    }

    private ArchRule values() {
        return classes()
                .that()
                .resideInAnyPackage(rooms.within(Rooms.DOMAIN))
                .and()
                .doNotHaveSimpleName("package-info")
                .should(new BeValues(rooms))
                .because(
                        "values can be compared, shared and replayed: make it a record, an enum, a sealed"
                                + " interface, or a final class without state of its own. In the package of"
                                + " JSON one builder and the readers that live for one call may change");
    }

    private ArchRule families() {
        return classes()
                .that()
                .resideInAnyPackage(
                        Rooms.all(
                                rooms.within(Rooms.DOMAIN),
                                new String[] {rooms.within(Room.ENGINE)}))
                .and()
                .haveNameMatching(
                        ".*[.$](\\w*(Event|Effect|Input|State|Chunk)|Refusal|Guard|Delta)")
                .should(new BeSealedOverRecords())
                .because(
                        "a new variant has to be a compile error wherever it matters: seal the family, keep its"
                                + " members beside it, and make each of them a record or an enum");
    }

    private ArchRule statics() {
        return noClasses()
                .that()
                .resideInAPackage(rooms.everything())
                .should(
                        new HoldStaticState(
                                Set.of(rooms.type(Room.POSTGRES_TESTING, "PostgresTestServer"))))
                .because(
                        "two engines in one process share nothing: keep state in an object that somebody opens"
                                + " and closes. The test server is excepted: one cluster for a whole JVM is its"
                                + " purpose");
    }

    private DescribedPredicate<JavaAccess<?>> comesFromWithin() {
        return DescribedPredicate.describe(
                "outside of where the parts are put together",
                access -> !choosesAClock(access.getOriginOwner()));
    }

    private boolean choosesAClock(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(rooms.only(Room.ENGINE))
                || name.equals(rooms.only(Room.ENGINE_IDENTITY))
                || type.getFullName().equals(rooms.type(Room.ENGINE_IN_MEMORY, "InMemoryStorage"));
    }
}
