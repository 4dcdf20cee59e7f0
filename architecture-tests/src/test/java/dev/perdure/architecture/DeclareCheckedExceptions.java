package dev.perdure.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.ThrowsDeclaration;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** That a public class declares a checked exception on something public, interruption apart. */
final class DeclareCheckedExceptions extends ArchCondition<JavaClass> {

    DeclareCheckedExceptions() {
        super("declare checked exceptions in public");
    }

    @Override
    public void check(JavaClass owner, ConditionEvents events) {
        if (!owner.getModifiers().contains(JavaModifier.PUBLIC)) {
            return;
        }
        for (ThrowsDeclaration<? extends JavaCodeUnit> thrown : owner.getThrowsDeclarations()) {
            JavaCodeUnit code = thrown.getLocation();
            boolean declares =
                    code.getModifiers().contains(JavaModifier.PUBLIC)
                            && isChecked(thrown.getRawType().reflect());
            events.add(
                    new SimpleConditionEvent(
                            owner,
                            declares,
                            code.getDescription() + " throws " + thrown.getRawType().getName()));
        }
    }

    private static boolean isChecked(Class<?> type) {
        return !RuntimeException.class.isAssignableFrom(type)
                && !Error.class.isAssignableFrom(type)
                && !InterruptedException.class.isAssignableFrom(type);
    }
}
