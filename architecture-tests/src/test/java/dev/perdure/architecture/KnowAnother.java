package dev.perdure.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.Optional;

/** That a class in one of some rooms depends on a class in another one of them. */
final class KnowAnother extends ArchCondition<JavaClass> {

    private final Rooms rooms;
    private final Room[] strangers;

    KnowAnother(Rooms rooms, Room... strangers) {
        super("know another of " + Arrays.toString(strangers));
        this.rooms = rooms;
        this.strangers = strangers;
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        Optional<Room> own = roomOf(type);
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
            Optional<Room> known = roomOf(dependency.getTargetClass().getBaseComponentType());
            boolean other = own.isPresent() && known.isPresent() && !own.equals(known);
            events.add(new SimpleConditionEvent(type, other, dependency.getDescription()));
        }
    }

    private Optional<Room> roomOf(JavaClass type) {
        return Arrays.stream(strangers)
                .filter(room -> rooms.holds(room, type.getPackageName()))
                .findFirst();
    }
}
