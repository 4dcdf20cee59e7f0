package dev.perdure.architecture;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The product keeps every rule. */
class HouseTest {

    static List<Rule> rules() {
        return House.rules(Rooms.PRODUCT, Product.storedNames());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void the_product_keeps_the_rule(Rule rule) {
        rule.check().check(Product.CLASSES);
    }
}
