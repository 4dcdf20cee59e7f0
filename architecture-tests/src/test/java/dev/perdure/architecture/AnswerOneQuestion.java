package dev.perdure.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** That a class is final and has exactly one public method of its instances. */
final class AnswerOneQuestion extends ArchCondition<JavaClass> {

    AnswerOneQuestion() {
        super("be final and have exactly one public method");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        long questions =
                type.getMethods().stream()
                        .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                        .filter(method -> !method.getModifiers().contains(JavaModifier.STATIC))
                        .filter(method -> !method.getModifiers().contains(JavaModifier.SYNTHETIC))
                        .count();
        boolean closed = type.getModifiers().contains(JavaModifier.FINAL);
        events.add(
                new SimpleConditionEvent(
                        type,
                        closed && questions == 1,
                        type.getDescription()
                                + (closed ? " is final" : " is open")
                                + " and has "
                                + questions
                                + " public methods"));
    }
}
