package dev.perdure.engine.rig;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;

/** A process that dies at its n-th change of a storage: before it, or after it and untold. */
public final class Doomed {

    /** What changes something; a death elsewhere leaves less behind. */
    private static final Set<String> CROSSINGS = Set.of("takeDue", "insert", "replace", "append");

    private final int crossing;
    private final boolean before;
    private int crossed;
    private boolean dead;

    public Doomed(int crossing, boolean before) {
        this.crossing = crossing;
        this.before = before;
    }

    public boolean isDead() {
        return dead;
    }

    public void live(Runnable life) {
        try {
            life.run();
        } catch (Death met) {
            dead = true;
        }
    }

    /** The port as this process reaches it. */
    public <T> T port(Class<T> type, T port) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (self, method, arguments) -> {
                            boolean here =
                                    CROSSINGS.contains(method.getName()) && ++crossed == crossing;
                            if (dead || (here && before)) {
                                throw new Death();
                            }
                            try {
                                Object answer = method.invoke(port, arguments);
                                if (here) {
                                    throw new Death();
                                }
                                return answer;
                            } catch (InvocationTargetException failed) {
                                throw failed.getCause();
                            }
                        }));
    }

    private static final class Death extends Error {

        Death() {
            super("The process died.");
        }
    }
}
