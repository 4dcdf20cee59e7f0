package dev.perdure.architecture;

import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** That a public method or a constructor takes few parameters; records and enums are free. */
final class TakeFew extends ArchCondition<JavaCodeUnit> {

    static final int METHOD_MAX = 4;
    static final int CONSTRUCTOR_MAX = 6;

    TakeFew() {
        super("take few parameters");
    }

    @Override
    public void check(JavaCodeUnit code, ConditionEvents events) {
        int count = code.getParameterTypes().size();
        events.add(
                new SimpleConditionEvent(
                        code,
                        isFree(code) || count <= max(code),
                        code.getDescription() + " takes " + count + " parameters"));
    }

    private static boolean isFree(JavaCodeUnit code) {
        return code.getOwner().isRecord()
                || code.getOwner().isEnum()
                || code.getModifiers().contains(JavaModifier.SYNTHETIC);
    }

    private static int max(JavaCodeUnit code) {
        if (code instanceof JavaConstructor) {
            return CONSTRUCTOR_MAX;
        }
        return code.getModifiers().contains(JavaModifier.PUBLIC) ? METHOD_MAX : Integer.MAX_VALUE;
    }
}
