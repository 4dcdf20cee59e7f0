package dev.perdure.contract;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of value below a type: every record of a sealed family, every constant of an enum, and
 * both answers of a component that may be absent, through all record components.
 */
final class Kinds {

    private final Set<Class<?>> visited = new HashSet<>();
    private final Set<String> expected = new TreeSet<>();
    private final Set<String> seen = new HashSet<>();

    private Kinds() {}

    /** The kinds below {@code root} that do not occur in the samples. */
    static List<String> unsampled(Class<?> root, Collection<?> samples) {
        Kinds kinds = new Kinds();
        kinds.expect(root);
        samples.forEach(kinds::see);
        return kinds.expected.stream().filter(kind -> !kinds.seen.contains(kind)).toList();
    }

    private void expect(Class<?> type) {
        if (!isOurs(type) || !visited.add(type)) {
            return;
        }
        if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                expect(permitted);
            }
        } else if (type.isEnum()) {
            for (Object constant : type.getEnumConstants()) {
                expected.add(nameOf((Enum<?>) constant));
            }
        } else if (type.isRecord()) {
            expected.add(type.getName());
            for (RecordComponent component : type.getRecordComponents()) {
                expectComponent(component);
            }
        }
    }

    private void expectComponent(RecordComponent component) {
        if (isNullable(component)) {
            expected.add(presence(component, true));
            expected.add(presence(component, false));
        }
        expect(component.getType());
        if (component.getGenericType() instanceof ParameterizedType generic) {
            for (Type argument : generic.getActualTypeArguments()) {
                if (argument instanceof Class<?> element) {
                    expect(element);
                }
            }
        }
    }

    private void see(@Nullable Object value) {
        if (value instanceof Collection<?> items) {
            items.forEach(this::see);
        } else if (value instanceof Enum<?> constant) {
            seen.add(nameOf(constant));
        } else if (value instanceof Record sample && isOurs(sample.getClass())) {
            seen.add(sample.getClass().getName());
            for (RecordComponent component : sample.getClass().getRecordComponents()) {
                Object part = valueOf(component, sample);
                seen.add(presence(component, part != null));
                see(part);
            }
        }
    }

    private static boolean isOurs(Class<?> type) {
        return type.getName().startsWith("dev.perdure.");
    }

    private static boolean isNullable(RecordComponent component) {
        AnnotatedElement type = component.getAnnotatedType();
        return type.isAnnotationPresent(Nullable.class);
    }

    private static String nameOf(Enum<?> constant) {
        return constant.getDeclaringClass().getName() + "." + constant.name();
    }

    private static String presence(RecordComponent component, boolean present) {
        return component.getDeclaringRecord().getName()
                + " "
                + (present ? "with " : "without ")
                + component.getName();
    }

    private static @Nullable Object valueOf(RecordComponent component, Record sample) {
        try {
            return component.getAccessor().invoke(sample);
        } catch (ReflectiveOperationException unreadable) {
            throw new LinkageError("cannot read " + component, unreadable);
        }
    }
}
