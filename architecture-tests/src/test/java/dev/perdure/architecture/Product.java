package dev.perdure.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What ships: the main classes of all modules, and where their sources are. */
final class Product {

    /**
     * Read once for all tests of this JVM; never changed. Without what Dagger generates, and
     * without the copies of jars that the service is packed with, which may be of an earlier build.
     */
    static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .withImportOption(place -> !place.contains("/target/lib/"))
                    .importPackages(Rooms.PRODUCT.root())
                    .that(describe("are written by hand", type -> !isGenerated(type)));

    private static final Pattern MODULE =
            Pattern.compile("/([^/]+)/target/(classes/|[^/]+\\.jar!)");

    private Product() {}

    private static boolean isGenerated(JavaClass type) {
        return type.isAnnotatedWith("dagger.internal.DaggerGenerated")
                || type.getEnclosingClass().map(Product::isGenerated).orElse(false);
    }

    /** The folder of the module that a class was compiled in. */
    static String moduleOf(JavaClass type) {
        String place = type.getSource().orElseThrow().getUri().toString();
        Matcher found = MODULE.matcher(place);
        if (!found.find()) {
            throw new IllegalStateException("no module's class: " + place);
        }
        return found.group(1);
    }

    /** The checked-out repository that these tests run in. */
    static Path repository() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("not run from within the repository");
            }
        }
        return folder;
    }

    /** The names under which facts and deltas are stored, as the golden files show them. */
    static Set<String> storedNames() {
        Path golden = repository().resolve("adapter-persistence/src/test/resources/golden");
        try (Stream<Path> files = Files.list(golden)) {
            return files.map(file -> file.getFileName().toString())
                    .map(name -> name.replaceAll("\\.v\\d+(\\.[a-z]+)?\\.json$", ""))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
