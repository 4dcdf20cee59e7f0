package dev.perdure.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/**
 * That a class is a record, an enum, a sealed or functional interface, or a final class that holds
 * nothing. In the package of JSON a class that nobody outside sees, and the one builder, may hold
 * state for as long as a call takes.
 */
final class BeValues extends ArchCondition<JavaClass> {

    private final Rooms rooms;

    BeValues(Rooms rooms) {
        super("be values");
        this.rooms = rooms;
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        String trouble = trouble(type);
        events.add(
                new SimpleConditionEvent(
                        type, trouble.isEmpty(), type.getDescription() + " " + trouble));
    }

    private String trouble(JavaClass type) {
        if (type.isInterface()) {
            boolean fine =
                    type.isSealed()
                            || type.isAnnotation()
                            || type.isAnnotatedWith(FunctionalInterface.class);
            return fine ? "" : "is an interface that is neither sealed nor functional";
        }
        if (type.isRecord() || type.isEnum() || isScratch(type)) {
            return "";
        }
        if (!type.getModifiers().contains(JavaModifier.FINAL) && !type.isSealed()) {
            return "can be extended";
        }
        return type.getFields().stream()
                .filter(field -> !isConstant(field))
                .findFirst()
                .map(field -> "holds " + field.getName())
                .orElse("");
    }

    private boolean isScratch(JavaClass type) {
        return type.getPackageName().equals(rooms.only(Room.JSON))
                && type.getModifiers().contains(JavaModifier.FINAL)
                && (!type.getModifiers().contains(JavaModifier.PUBLIC)
                        || type.getSimpleName().equals("JsonObjectBuilder"));
    }

    private static boolean isConstant(JavaField field) {
        return field.getModifiers().contains(JavaModifier.STATIC)
                && field.getModifiers().contains(JavaModifier.FINAL);
    }
}
