package dev.perdure.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;

/**
 * That a class has a static field that can be set, or whose very type is there to be changed. An
 * array that only its own class sees counts as a constant.
 */
final class HoldStaticState extends ArchCondition<JavaClass> {

    private static final Set<String> CHANGING =
            Set.of(
                    "java.lang.StringBuilder",
                    "java.lang.ThreadLocal",
                    "java.util.ArrayDeque",
                    "java.util.ArrayList",
                    "java.util.HashMap",
                    "java.util.HashSet",
                    "java.util.LinkedHashMap",
                    "java.util.LinkedHashSet",
                    "java.util.Random",
                    "java.util.TreeMap",
                    "java.util.WeakHashMap");

    private final Set<String> excepted;

    HoldStaticState(Set<String> excepted) {
        super("hold static state");
        this.excepted = excepted;
    }

    @Override
    public void check(JavaClass owner, ConditionEvents events) {
        for (JavaField field : owner.getFields()) {
            if (field.getModifiers().contains(JavaModifier.STATIC)
                    && !field.getModifiers().contains(JavaModifier.SYNTHETIC)) {
                boolean holds = changes(field) && !excepted.contains(topLevel(owner).getFullName());
                events.add(new SimpleConditionEvent(owner, holds, field.getDescription()));
            }
        }
    }

    private static boolean changes(JavaField field) {
        Set<JavaModifier> modifiers = field.getModifiers();
        JavaClass type = field.getRawType();
        if (type.isArray()) {
            return !modifiers.contains(JavaModifier.PRIVATE)
                    || !modifiers.contains(JavaModifier.FINAL);
        }
        return !modifiers.contains(JavaModifier.FINAL)
                || CHANGING.contains(type.getFullName())
                || isConcurrent(type);
    }

    /** Whoever keeps such a type means to change it; units of time are the exception. */
    private static boolean isConcurrent(JavaClass type) {
        return type.getPackageName().startsWith("java.util.concurrent")
                && !type.getFullName().equals("java.util.concurrent.TimeUnit");
    }

    private static JavaClass topLevel(JavaClass type) {
        return type.getEnclosingClass().map(HoldStaticState::topLevel).orElse(type);
    }
}
