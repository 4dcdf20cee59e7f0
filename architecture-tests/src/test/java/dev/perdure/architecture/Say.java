package dev.perdure.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.function.Predicate;

/** That a text of some kind stands in the class file. */
final class Say extends ArchCondition<JavaClass> {

    private final Predicate<String> kind;

    Say(String description, Predicate<String> kind) {
        super("say " + description);
        this.kind = kind;
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        for (String text : TextConstants.of(type)) {
            events.add(
                    new SimpleConditionEvent(
                            type, kind.test(text), type.getDescription() + " says: " + text));
        }
    }
}
