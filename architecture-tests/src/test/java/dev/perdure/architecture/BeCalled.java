package dev.perdure.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.regex.Pattern;

/** That the simple name of a class matches as a whole. */
final class BeCalled extends ArchCondition<JavaClass> {

    private final Pattern name;

    BeCalled(String name) {
        super("be called " + name);
        this.name = Pattern.compile(name);
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        boolean called = name.matcher(type.getSimpleName()).matches();
        events.add(
                new SimpleConditionEvent(
                        type,
                        called,
                        type.getDescription() + " is called " + type.getSimpleName()));
    }
}
