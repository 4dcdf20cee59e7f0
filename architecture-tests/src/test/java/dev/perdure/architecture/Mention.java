package dev.perdure.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.PackageMatchers;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.LinkedHashSet;
import java.util.Set;

/** That the signatures of a type's methods mention types of some packages only. */
final class Mention extends ArchCondition<JavaClass> {

    private final PackageMatchers packages;

    Mention(String... packages) {
        super("mention only types of " + String.join(", ", packages));
        this.packages = PackageMatchers.of(packages);
    }

    @Override
    public void check(JavaClass port, ConditionEvents events) {
        for (JavaMethod method : port.getMethods()) {
            Set<JavaClass> mentioned =
                    new LinkedHashSet<>(method.getReturnType().getAllInvolvedRawTypes());
            for (JavaType parameter : method.getParameterTypes()) {
                mentioned.addAll(parameter.getAllInvolvedRawTypes());
            }
            for (JavaClass type : mentioned) {
                JavaClass plain = type.getBaseComponentType();
                events.add(
                        new SimpleConditionEvent(
                                port,
                                plain.isPrimitive() || packages.test(plain.getPackageName()),
                                method.getDescription() + " mentions " + plain.getFullName()));
            }
        }
    }
}
