package dev.perdure.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;

/** How use cases, ports, methods and exceptions are shaped. */
final class ShapeRules {

    private final Rooms rooms;

    private ShapeRules(Rooms rooms) {
        this.rooms = rooms;
    }

    static List<Rule> of(Rooms rooms) {
        ShapeRules rules = new ShapeRules(rooms);
        return List.of(
                new Rule("a_use_case_answers_one_question", rules.useCases()),
                new Rule("ports_speak_plain_java", rules.ports()),
                new Rule("ports_leave_nothing_unsupported", rules.unsupported()),
                new Rule("parameters_are_few", rules.parameters()),
                new Rule("absence_is_said_one_way", rules.absence()),
                new Rule("exceptions_are_closed", rules.exceptions()),
                new Rule("checked_exceptions_stay_inside", rules.checkedExceptions()),
                new Rule("the_domain_throws_for_defects_only", rules.defects()));
    }

    private ArchRule useCases() {
        return classes()
                .that()
                .resideInAnyPackage(rooms.only(Room.ENGINE_AGENT), rooms.only(Room.ENGINE_SESSION))
                .and()
                .areTopLevelClasses()
                .and(not(DescribedPredicate.describe("are values", ShapeRules::isValue)))
                .should(new AnswerOneQuestion())
                .because(
                        "a caller depends on the one thing it asks: give the second question a class of its"
                                + " own, and make what is not a question a record");
    }

    private ArchRule ports() {
        return classes()
                .that()
                .resideInAnyPackage(rooms.within(Rooms.PORTS))
                .and()
                .areInterfaces()
                .should(
                        new Mention(
                                Rooms.all(
                                        rooms.within(Rooms.DOMAIN),
                                        new String[] {rooms.within(Room.ENGINE)},
                                        Rooms.JDK)))
                .because(
                        "whoever implements a port should need nothing but the port: speak with types of the"
                                + " JDK, the domain and the engine, and leave Either to the use cases");
    }

    private ArchRule unsupported() {
        return noClasses()
                .that()
                .resideInAnyPackage(rooms.within(Rooms.PORTS))
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName(UnsupportedOperationException.class.getName())
                .because(
                        "a port that may not work is two ports: split off the capability, so that an adapter"
                                + " without it does not offer it");
    }

    private ArchRule parameters() {
        return codeUnits()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage(rooms.everything())
                .should(new TakeFew())
                .because(
                        "long lists are mixed up at the call: name what belongs together as a record (at most "
                                + TakeFew.METHOD_MAX
                                + " for a public method, "
                                + TakeFew.CONSTRUCTOR_MAX
                                + " for a constructor; records and their factories are free)");
    }

    private ArchRule absence() {
        return noClasses()
                .that()
                .resideInAnyPackage(
                        Rooms.all(
                                rooms.within(Rooms.DOMAIN),
                                new String[] {rooms.within(Room.ENGINE)}))
                .and()
                .doNotHaveFullyQualifiedName(rooms.type(Room.JSON, "JsonObjectBuilder"))
                .should(new MisuseOptional())
                .because(
                        "Optional is for results: a field or a parameter that may be absent is @Nullable and"
                                + " checked by the compiler, or a sealed choice; an empty collection is empty."
                                + " The builder of JSON objects is excepted: it takes what a look-up answered");
    }

    private ArchRule exceptions() {
        return classes()
                .that()
                .resideInAPackage(rooms.everything())
                .and(areThrowable())
                .should(
                        be(
                                DescribedPredicate.<JavaClass>describe(
                                        "final or sealed",
                                        type ->
                                                type.isSealed()
                                                        || type.getModifiers()
                                                                .contains(JavaModifier.FINAL))))
                .because(
                        "who catches one knows all of them: seal the family or make it final, and tell cases"
                                + " apart by type, not by text");
    }

    /**
     * Persistence is judged by its front package; the packages behind it are nobody else's. The
     * HTTP adapter is excepted: its servlets inherit the signatures of the container.
     */
    private ArchRule checkedExceptions() {
        return noClasses()
                .that()
                .resideInAnyPackage(
                        Rooms.all(
                                rooms.within(Rooms.DOMAIN),
                                rooms.within(Room.ENGINE, Room.LLM, Room.TOOLS),
                                new String[] {rooms.only(Room.PERSISTENCE)}))
                .should(new DeclareCheckedExceptions())
                .because(
                        "the failures of a technology are its adapter's: translate them at the edge into an"
                                + " outage of the port, or into a value. InterruptedException may pass");
    }

    private ArchRule defects() {
        return noClasses()
                .that()
                .resideInAnyPackage(rooms.within(Rooms.DOMAIN))
                .and()
                .doNotHaveFullyQualifiedName(rooms.type(Room.JSON, "JsonNumber"))
                .should()
                .accessTargetWhere(constructsAnotherException())
                .because(
                        "an expected no is a Refusal: return Either, and throw only IllegalArgumentException or"
                                + " IllegalStateException, for what cannot happen. JsonNumber is excepted: its"
                                + " conversions fail as those of the JDK's numbers do");
    }

    private static boolean isValue(JavaClass type) {
        return type.isRecord()
                || type.isEnum()
                || type.isInterface()
                || type.getSimpleName().equals("package-info");
    }

    private static DescribedPredicate<JavaClass> areThrowable() {
        return DescribedPredicate.describe("can be thrown", ShapeRules::isThrowable);
    }

    private static boolean isThrowable(JavaClass type) {
        return Throwable.class.isAssignableFrom(type.reflect());
    }

    /** MatchException is what the compiler puts at the end of an exhaustive switch. */
    private static DescribedPredicate<JavaAccess<?>> constructsAnotherException() {
        Set<String> fine =
                Set.of(
                        "java.lang.IllegalArgumentException",
                        "java.lang.IllegalStateException",
                        "java.lang.MatchException");
        return DescribedPredicate.describe(
                "another exception is made",
                access ->
                        access.getTarget().getName().equals("<init>")
                                && isThrowable(access.getTargetOwner())
                                && !fine.contains(access.getTargetOwner().getFullName()));
    }
}
