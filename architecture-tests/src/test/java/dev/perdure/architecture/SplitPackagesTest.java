package dev.perdure.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** One package, one module: otherwise the order of jars decides what a class may see. */
class SplitPackagesTest {

    @Test
    void no_package_of_the_product_is_split_between_modules() {
        SplitPackages packages = new SplitPackages();
        Product.CLASSES.forEach(
                type -> packages.add(type.getPackageName(), Product.moduleOf(type)));
        assertThat(packages.found()).isEmpty();
    }

    @Test
    void a_package_in_two_modules_is_found() {
        SplitPackages packages = new SplitPackages();
        packages.add("dev.perdure.turn", "domain");
        packages.add("dev.perdure.event", "domain");
        packages.add("dev.perdure.event", "domain");
        packages.add("dev.perdure.turn", "application");
        assertThat(packages.found())
                .isEqualTo(Map.of("dev.perdure.turn", Set.of("application", "domain")));
    }
}
