package dev.perdure.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Texts that have one home each. */
final class StorageRules {

    /** Statements, told from prose by a second keyword or by the kind of thing they name. */
    private static final Pattern SQL =
            Pattern.compile(
                    "\\b(select\\b.+\\bfrom\\b"
                            + "|insert\\s+into\\b"
                            + "|update\\s+\\S+(\\s+\\w+)?\\s+set\\b"
                            + "|delete\\s+from\\b"
                            + "|(create|alter|drop)\\s+(database|index|policy|role|schema|sequence|table)\\b"
                            + "|for\\s+update\\s+skip\\s+locked\\b"
                            + "|pg_(try_)?advisory_)",
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern PROVIDERS =
            Pattern.compile(
                    "openai|anthropic|gemini|mistral|bedrock|ollama|cohere",
                    Pattern.CASE_INSENSITIVE);

    private final Rooms rooms;

    private StorageRules(Rooms rooms) {
        this.rooms = rooms;
    }

    /**
     * @param storedNames the names under which facts and deltas are stored
     */
    static List<Rule> of(Rooms rooms, Set<String> storedNames) {
        StorageRules rules = new StorageRules(rooms);
        return List.of(
                new Rule("sql_is_spoken_in_persistence", rules.sql()),
                new Rule("stored_names_live_in_the_codec", rules.storedNames(storedNames)),
                new Rule("providers_are_named_in_their_packages", rules.providers()),
                new Rule("the_codec_knows_no_database", rules.codec()),
                new Rule("catalogues_run_as_one_organisation", rules.catalogues()));
    }

    private ArchRule sql() {
        return noClasses()
                .that()
                .resideInAPackage(rooms.everything())
                .and()
                .resideOutsideOfPackages(rooms.within(Room.PERSISTENCE, Room.POSTGRES_TESTING))
                .should(new Say("SQL", text -> SQL.matcher(text).find()))
                .because(
                        "guarantees are kept by statements that are read together: ask for what you need through"
                                + " a port. The test server of the launcher creates databases and is excepted");
    }

    private ArchRule storedNames(Set<String> names) {
        return noClasses()
                .that()
                .resideInAPackage(rooms.everything())
                .and()
                .resideOutsideOfPackages(
                        Rooms.all(
                                rooms.within(Rooms.DIALECTS),
                                new String[] {rooms.within(Room.PERSISTENCE_CODEC)}))
                .should(new Say("the stored name of a fact", names::contains))
                .because(
                        "a stored name can never change, so it has one home: ask the codec, or compare types. A"
                                + " dialect may spell a name of its wire alike; that one is its own");
    }

    private ArchRule providers() {
        return noClasses()
                .that()
                .resideInAPackage(rooms.everything())
                .and()
                .resideOutsideOfPackages(rooms.only(Room.LLM) + ".*..", rooms.within(Room.SERVICE))
                .should(new Say("the name of a provider", text -> PROVIDERS.matcher(text).find()))
                .because(
                        "a provider's quirks stay in its driver: put them below dev.perdure.llm, and classify"
                                + " what the engine has to know. The service may wire drivers by name");
    }

    private ArchRule codec() {
        return noClasses()
                .that()
                .resideInAPackage(rooms.within(Room.PERSISTENCE_CODEC))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(Library.within(Library.JDBC, Library.DATA_SOURCES))
                                .or(areOfThePersistenceButNotTheCodec()))
                .because(
                        "stored bytes outlive the way they are stored: take and answer values, and let the log's"
                                + " package bind them to columns");
    }

    private ArchRule catalogues() {
        return noClasses()
                .that()
                .resideInAPackage(rooms.within(Room.PERSISTENCE_STORE))
                .should()
                .dependOnClassesThat(
                        Named.anyOf(
                                rooms.type(Room.PERSISTENCE_DATABASE, "DirectConnections"),
                                rooms.type(Room.PERSISTENCE_DATABASE, "EngineConnection"),
                                rooms.type(Room.PERSISTENCE_DATABASE, "EngineTransactions")))
                .because(
                        "the engine's role sees every organisation: read and write catalogues in a unit of work"
                                + " of one organisation, TenantTransactions");
    }

    private DescribedPredicate<JavaClass> areOfThePersistenceButNotTheCodec() {
        return DescribedPredicate.describe(
                "belong to other packages of persistence",
                type ->
                        rooms.holds(Room.PERSISTENCE, type.getPackageName())
                                && !rooms.holds(Room.PERSISTENCE_CODEC, type.getPackageName()));
    }
}
