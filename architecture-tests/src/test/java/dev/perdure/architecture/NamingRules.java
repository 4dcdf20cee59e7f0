package dev.perdure.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.all;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What classes and packages are called, and how packages introduce themselves. */
final class NamingRules {

    private static final String EMPTY_ENDINGS =
            ".*(Impl|Helpers?|Utils?|Manager|Processor|Handler|Dto|DTO|Entity|Info|Service)";

    private static final Set<String> EMPTY_PACKAGES =
            Set.of(
                    "base",
                    "common",
                    "core",
                    "dto",
                    "helper",
                    "helpers",
                    "impl",
                    "internal",
                    "manager",
                    "misc",
                    "service",
                    "services",
                    "shared",
                    "util",
                    "utils");

    private final Rooms rooms;

    private NamingRules(Rooms rooms) {
        this.rooms = rooms;
    }

    static List<Rule> of(Rooms rooms) {
        NamingRules rules = new NamingRules(rooms);
        return List.of(
                new Rule("names_say_what_a_class_is", rules.endings()),
                new Rule("only_contracts_have_bases", rules.bases()),
                new Rule("packages_are_named_by_what_they_hold", rules.packages()),
                new Rule("every_package_is_null_marked", rules.nullMarked()));
    }

    private ArchRule endings() {
        return noClasses()
                .that()
                .resideInAPackage(rooms.everything())
                .and(not(areTheProgram()))
                .should(new BeCalled(EMPTY_ENDINGS))
                .because(
                        "such a name fits anything: ask what the class is in the sentence it appears in, and"
                                + " look for the word in docs/glossary.md. The program itself is a service");
    }

    private ArchRule bases() {
        return noClasses()
                .that()
                .resideInAPackage(rooms.everything())
                .and()
                .resideOutsideOfPackage(rooms.within(Room.CONTRACT))
                .and()
                .doNotHaveModifier(JavaModifier.FINAL)
                .should(new BeCalled("(Abstract|Base)[A-Z].*"))
                .because(
                        "behaviour is shared by handing parts in, not by inheriting: make the common piece a"
                                + " final class of its own. Suites of contracts are excepted, JUnit inherits");
    }

    private ArchRule packages() {
        return noClasses()
                .that()
                .resideInAPackage(rooms.everything())
                .should(be(inAPackageOfAnyKind()))
                .because(
                        "a package without a subject collects strangers: name it by the feature, and give the"
                                + " homeless function the type that nobody has named yet");
    }

    private ArchRule nullMarked() {
        return all(new PackagesWithClasses())
                .should(new BeNullMarked())
                .because(
                        "absence is checked by the compiler, and only where it is asked to: write a"
                                + " package-info.java with @NullMarked and a sentence about what lives there");
    }

    private DescribedPredicate<JavaClass> areTheProgram() {
        return DescribedPredicate.describe(
                "are the program itself",
                type ->
                        type.getPackageName().equals(rooms.only(Room.SERVICE))
                                && type.getSimpleName().endsWith("Service"));
    }

    private DescribedPredicate<JavaClass> inAPackageOfAnyKind() {
        String program = rooms.only(Room.SERVICE);
        return DescribedPredicate.describe(
                "in a package whose name says nothing",
                type -> {
                    String name = type.getPackageName();
                    String below =
                            name.equals(program) || name.startsWith(program + ".")
                                    ? name.substring(program.length())
                                    : name.substring(rooms.root().length());
                    return Arrays.stream(below.split("\\.")).anyMatch(EMPTY_PACKAGES::contains);
                });
    }
}
