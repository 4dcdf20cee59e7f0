package dev.perdure.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.DependencyRules.dependOnUpperPackages;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static dev.perdure.architecture.Rooms.JDK;
import static dev.perdure.architecture.Rooms.all;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/** Who may know whom. */
final class DirectionRules {

    private final Rooms rooms;

    private DirectionRules(Rooms rooms) {
        this.rooms = rooms;
    }

    static List<Rule> of(Rooms rooms) {
        DirectionRules rules = new DirectionRules(rooms);
        return List.of(
                new Rule("the_domain_knows_only_itself", rules.domain()),
                new Rule("the_application_knows_only_the_domain", rules.application()),
                new Rule("adapters_are_strangers", rules.adapters()),
                new Rule("drivers_are_strangers", rules.drivers()),
                new Rule("nobody_knows_the_service", rules.service()),
                new Rule("nothing_that_runs_knows_the_contracts", rules.contractsFromOutside()),
                new Rule("the_contracts_know_ports_and_test_libraries", rules.contracts()),
                new Rule("the_database_launcher_knows_nobody", rules.launcher()),
                new Rule("only_the_service_starts_a_database", rules.launcherFromOutside()),
                new Rule("the_way_out_knows_nobody", rules.egress()),
                new Rule("packages_form_no_cycle", rules.cycles()),
                new Rule("nothing_looks_up", rules.upwards()),
                new Rule("a_turn_reaches_the_outside_through_interpreters", rules.turn()),
                new Rule("interpreters_are_strangers", rules.interpreters()));
    }

    private ArchRule domain() {
        return classes()
                .that()
                .resideInAnyPackage(rooms.within(Rooms.DOMAIN))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        all(
                                rooms.within(Rooms.DOMAIN),
                                JDK,
                                Library.within(Library.VAVR, Library.JSPECIFY)))
                .because(
                        "what is true does not depend on how it is asked or stored: say what the domain"
                                + " needs as a value it is given, or move the code to the room that knows");
    }

    private ArchRule application() {
        return classes()
                .that()
                .resideInAPackage(rooms.within(Room.ENGINE))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        all(
                                rooms.within(Rooms.DOMAIN),
                                new String[] {rooms.within(Room.ENGINE)},
                                JDK,
                                Rooms.CIPHERS,
                                Library.within(
                                        Library.RE2J,
                                        Library.CRON,
                                        Library.VAVR,
                                        Library.JSPECIFY,
                                        Library.SLF4J)))
                .because(
                        "the engine is embedded without a framework: declare a port in the engine and"
                                + " implement it in an adapter");
    }

    private ArchRule adapters() {
        return noClasses()
                .that()
                .resideInAnyPackage(rooms.within(Rooms.ADAPTERS))
                .should(new KnowAnother(rooms, Rooms.ADAPTERS))
                .because(
                        "every adapter can be left out or replaced: what two of them need belongs to the"
                                + " engine, and what joins them to the service");
    }

    private ArchRule drivers() {
        return noClasses()
                .that()
                .resideInAnyPackage(rooms.within(Rooms.DRIVERS))
                .should(new KnowAnother(rooms, Rooms.DRIVERS))
                .because(
                        "a wire changes when its inventor likes, and no other may change with it: what two"
                                + " drivers need belongs to llm.provider, and what chooses among them to"
                                + " llm.drivers");
    }

    private ArchRule service() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(rooms.within(Room.SERVICE, Room.EXAMPLES))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(rooms.within(Room.SERVICE, Room.EXAMPLES))
                .because(
                        "the service and the examples only join parts: give the part what it needs through"
                                + " its constructor");
    }

    private ArchRule contractsFromOutside() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(rooms.within(Room.CONTRACT))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(rooms.within(Room.CONTRACT))
                .because(
                        "the contracts bring JUnit along: only test code subclasses them, and what the engine"
                                + " needs of them belongs to the engine");
    }

    private ArchRule contracts() {
        return classes()
                .that()
                .resideInAPackage(rooms.within(Room.CONTRACT))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        all(
                                rooms.within(Rooms.DOMAIN),
                                rooms.within(Room.ENGINE, Room.CONTRACT),
                                JDK,
                                Library.within(
                                        Library.VAVR,
                                        Library.JSPECIFY,
                                        Library.JUNIT,
                                        Library.ASSERTJ)))
                .because(
                        "authors of adapters run the contracts against their own stores: name no adapter, let"
                                + " the fixture open it");
    }

    private ArchRule launcher() {
        return noClasses()
                .that()
                .resideInAPackage(rooms.within(Room.POSTGRES))
                .should()
                .dependOnClassesThat(
                        resideInAPackage(rooms.everything())
                                .and(resideOutside(rooms.within(Room.POSTGRES))))
                .because(
                        "the launcher serves any Java program: hand it what it needs as its configuration");
    }

    private ArchRule launcherFromOutside() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(rooms.within(Room.POSTGRES, Room.SERVICE))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(rooms.within(Room.POSTGRES))
                .because(
                        "the adapter works on any PostgreSQL: take a data source, and let the service or a"
                                + " test say where it comes from");
    }

    private ArchRule egress() {
        return noClasses()
                .that()
                .resideInAPackage(rooms.within(Room.EGRESS))
                .should()
                .dependOnClassesThat(
                        resideInAPackage(rooms.everything())
                                .and(resideOutside(rooms.within(Room.EGRESS))))
                .because(
                        "what guards every outbound call means the same to all who call out: hand it addresses,"
                                + " headers and bounds, and let the adapter say what an answer means");
    }

    private ArchRule cycles() {
        return slices().matching(rooms.root() + ".(**)")
                .should()
                .beFreeOfCycles()
                .because(
                        "packages in a cycle are one package with several names: move the shared word to the"
                                + " lower of the two, or turn one call into a value that is handed over");
    }

    /**
     * The contracts are excepted: each port's suite stands below the fixtures and samples that all
     * suites share. So is the test server, which is a client of the launcher above it.
     */
    private ArchRule upwards() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(rooms.within(Room.CONTRACT, Room.POSTGRES_TESTING))
                .should(dependOnUpperPackages())
                .because(
                        "what stands above uses what stands below: move the shared type down into a package"
                                + " of its own");
    }

    private ArchRule turn() {
        return noClasses()
                .that()
                .resideInAPackage(rooms.only(Room.ENGINE_TURN))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(rooms.within(Room.ENGINE_MODEL, Room.ENGINE_TOOL))
                .because(
                        "the runner knows effects as values only: let an interpreter of"
                                + " engine.turn.effect call the port");
    }

    private ArchRule interpreters() {
        return noClasses()
                .that(areInterpreters())
                .should()
                .dependOnClassesThat(areInterpreters())
                .because(
                        "each effect is interpreted alone, in any order and after any crash: share a value,"
                                + " or let the machine ask for the second effect");
    }

    private DescribedPredicate<JavaClass> areInterpreters() {
        return DescribedPredicate.describe(
                "interpret an effect",
                type ->
                        type.getPackageName().equals(rooms.only(Room.ENGINE_TURN_EFFECT))
                                && type.getSimpleName()
                                        .matches(".*(Caller|Starter|Keeper|Waiter)"));
    }

    private static DescribedPredicate<JavaClass> resideOutside(String... packages) {
        return DescribedPredicate.not(resideInAnyPackage(packages));
    }
}
