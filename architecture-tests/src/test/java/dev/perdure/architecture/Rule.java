package dev.perdure.architecture;

import com.tngtech.archunit.lang.ArchRule;

/**
 * One rule of the house.
 *
 * @param name a sentence in snake case; without its underscores it names the package below {@code
 *     dev.perdure.architecture.wrong} where the rule is broken on purpose
 */
record Rule(String name, ArchRule check) {

    /** The report of a broken rule begins with its name. */
    Rule {
        check = check.as(name.replace('_', ' ') + ": " + check.getDescription());
    }

    String wrongPackage() {
        return Rooms.WRONG + "." + name.replace("_", "");
    }

    @Override
    public String toString() {
        return name;
    }
}
