package dev.perdure.architecture;

import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/** That a package has a package-info, and that it says {@code @NullMarked}. */
final class BeNullMarked extends ArchCondition<JavaPackage> {

    BeNullMarked() {
        super("be null-marked");
    }

    @Override
    public void check(JavaPackage item, ConditionEvents events) {
        events.add(
                new SimpleConditionEvent(
                        item,
                        item.isAnnotatedWith(NullMarked.class),
                        "Package " + item.getName() + " is not null-marked"));
    }
}
