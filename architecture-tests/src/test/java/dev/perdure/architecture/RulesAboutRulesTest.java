package dev.perdure.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.Locations;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules speak of things that exist, and none of them can pass by seeing nothing. */
class RulesAboutRulesTest {

    private static final int CLASSES_MIN = 300;

    /** Modules without classes that ship. */
    private static final Set<String> NOT_JUDGED = Set.of("architecture-tests", "benchmarks", "bom");

    @Test
    void the_product_was_really_read() {
        assertThat(Product.CLASSES).hasSizeGreaterThan(CLASSES_MIN);
    }

    @ParameterizedTest
    @EnumSource(Room.class)
    void every_room_a_rule_names_holds_a_class(Room room) {
        assertThat(Product.CLASSES)
                .filteredOn(type -> Rooms.PRODUCT.holds(room, type.getPackageName()))
                .filteredOn(type -> !type.getSimpleName().equals("package-info"))
                .extracting(Product::moduleOf)
                .isNotEmpty()
                .containsOnly(room.module());
    }

    @ParameterizedTest
    @EnumSource(Library.class)
    void every_library_a_rule_names_is_on_the_class_path(Library library) {
        assertThat(library.packages())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(Locations.ofPackage(name)).isNotEmpty());
    }

    @Test
    void every_class_lives_in_a_room_of_its_module() {
        assertThat(Product.CLASSES).filteredOn(type -> !isAtHome(type)).isEmpty();
    }

    /** A dialect that no rule has heard of would be free to do as it likes. */
    @Test
    void every_package_of_the_http_adapter_is_known_by_name() {
        assertThat(Product.CLASSES)
                .extracting(JavaClass::getPackageName)
                .filteredOn(name -> Rooms.PRODUCT.holds(Room.REST, name))
                .isNotEmpty()
                .isSubsetOf(Arrays.stream(Room.values()).map(Rooms.PRODUCT::only).toList());
    }

    @Test
    void every_module_has_rooms() throws IOException {
        String pom = Files.readString(Product.repository().resolve("pom.xml"));
        Set<String> modules =
                Pattern.compile("<module>([^<]+)</module>")
                        .matcher(pom)
                        .results()
                        .map(found -> found.group(1))
                        .filter(module -> !NOT_JUDGED.contains(module))
                        .collect(Collectors.toSet());
        assertThat(Arrays.stream(Room.values()).map(Room::module).collect(Collectors.toSet()))
                .isEqualTo(modules);
    }

    @Test
    void a_rule_that_finds_nothing_to_judge_fails() {
        ArchRule nothing =
                classes().that().resideInAPackage("dev.perdure.nowhere..").should().bePublic();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> nothing.check(Product.CLASSES))
                .withMessageContaining("failed to check any classes");
    }

    @Test
    void every_rule_says_what_to_do_instead() {
        List<Rule> rules = House.rules(Rooms.PRODUCT, Set.of("turn.completed"));
        assertThat(rules)
                .isNotEmpty()
                .allSatisfy(rule ->
                        assertThat(rule.check().getDescription())
                                .contains(", because ")
                                .containsPattern("because .{60,}"));
    }

    @Test
    void stored_names_are_known_to_the_rule_that_guards_them() {
        assertThat(Product.storedNames()).contains("turn.completed", "session.opened");
    }

    private static boolean isAtHome(JavaClass type) {
        return Arrays.stream(Room.values())
                .filter(Room::isTop)
                .filter(room -> room.module().equals(Product.moduleOf(type)))
                .anyMatch(room -> Rooms.PRODUCT.holds(room, type.getPackageName()));
    }
}
