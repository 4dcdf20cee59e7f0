package dev.perdure.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import dev.perdure.architecture.documents.DeadLinks;
import dev.perdure.architecture.documents.Decisions;
import dev.perdure.architecture.documents.Introductions;
import dev.perdure.architecture.documents.Names;
import dev.perdure.architecture.documents.Page;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The written pages are true, as far as a test can tell. */
class PagesTest {

    private static final Path DOCS = Product.repository().resolve("docs");
    private static final int PAGES_MIN = 20;

    @Test
    void no_link_is_dead() {
        assertThat(Page.below(Product.repository())).hasSizeGreaterThan(PAGES_MIN);
        assertThat(DeadLinks.below(Product.repository())).isEmpty();
    }

    @Test
    void decisions_are_numbered_listed_and_decided() {
        assertThat(Decisions.troubles(DOCS.resolve("adr"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"architecture.md", "glossary.md", "adr", "checklists"})
    void packages_and_types_that_are_named_exist(String place) {
        Names names = new Names(packages()::contains, types()::contains);
        List<Page> pages = pages(place);
        assertThat(pages).isNotEmpty();
        assertThat(pages.stream().flatMap(page -> names.missingFrom(page).stream())).isEmpty();
    }

    @Test
    void every_module_has_its_line_in_the_architecture() {
        List<String> named = Page.read(DOCS.resolve("architecture.md")).codeSpans();
        assertThat(named)
                .containsAll(Arrays.stream(Room.values()).map(Room::module).toList())
                .containsAll(
                        Arrays.stream(Room.values())
                                .filter(Room::isTop)
                                .map(Rooms.PRODUCT::only)
                                .toList());
    }

    @Test
    void every_place_of_a_checklist_is_a_file() {
        List<String> places =
                pages("checklists").stream()
                        .flatMap(page -> page.links().stream())
                        .filter(link -> link.endsWith(".java"))
                        .toList();
        assertThat(places)
                .hasSizeGreaterThan(10)
                .allSatisfy(place ->
                        assertThat(DOCS.resolve("checklists").resolve(place)).isRegularFile());
    }

    @Test
    void every_package_introduces_itself_in_a_sentence() {
        List<Path> introductions = Introductions.in(Product.repository());
        assertThat(introductions).hasSizeGreaterThan(Rooms.DOMAIN.length);
        assertThat(introductions).filteredOn(Introductions::isMissing).isEmpty();
    }

    private static List<Page> pages(String place) {
        Path at = DOCS.resolve(place);
        return place.endsWith(".md") ? List.of(Page.read(at)) : Page.below(at);
    }

    private static Set<String> packages() {
        return Stream.concat(
                        Stream.of("architecture", "benchmarks")
                                .map(name -> Rooms.PRODUCT.root() + "." + name),
                        Product.CLASSES.stream().map(JavaClass::getPackageName))
                .collect(Collectors.toSet());
    }

    /** Names as prose has them: without the package, inner types after a dot. */
    private static Set<String> types() {
        return Stream.concat(
                        Stream.of("Rule"),
                        Product.CLASSES.stream()
                                .map(type ->
                                        type.getFullName()
                                                .substring(type.getPackageName().length() + 1)
                                                .replace('$', '.')))
                .flatMap(PagesTest::withTail)
                .collect(Collectors.toSet());
    }

    /** An inner type may be named alone, as {@code TurnCompleted} is. */
    private static Stream<String> withTail(String name) {
        return Stream.of(name, name.substring(name.lastIndexOf('.') + 1));
    }
}
