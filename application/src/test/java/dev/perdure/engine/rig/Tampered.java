package dev.perdure.engine.rig;

import dev.perdure.engine.log.EventLog;
import dev.perdure.engine.store.Storage;
import dev.perdure.event.Entry;
import dev.perdure.event.Envelope;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.UnaryOperator;

/** A storage whose log answers other records than were written. */
public final class Tampered {

    private Tampered() {}

    /** The storage with every record changed on its way out, as {@code change} says. */
    public static Storage storage(Storage storage, UnaryOperator<Entry> change) {
        EventLog log = proxy(EventLog.class, storage.log(), change);
        return (Storage)
                Proxy.newProxyInstance(
                        Tampered.class.getClassLoader(),
                        new Class<?>[] {Storage.class},
                        (self, method, arguments) ->
                                method.getName().equals("log")
                                        ? log
                                        : call(() -> method.invoke(storage, arguments)));
    }

    private static <T> T proxy(Class<T> type, T real, UnaryOperator<Entry> change) {
        return type.cast(
                Proxy.newProxyInstance(
                        Tampered.class.getClassLoader(),
                        new Class<?>[] {type},
                        (self, method, arguments) ->
                                changed(call(() -> method.invoke(real, arguments)), change)));
    }

    private static Object changed(Object answer, UnaryOperator<Entry> change) {
        return answer instanceof List<?> list
                        && !list.isEmpty()
                        && list.getFirst() instanceof Envelope
                ? list.stream().map(element -> changed((Envelope) element, change)).toList()
                : answer;
    }

    private static Envelope changed(Envelope real, UnaryOperator<Entry> change) {
        return new Envelope(
                real.session(),
                real.offset(),
                real.version(),
                real.time(),
                change.apply(real.entry()));
    }

    private static Object call(Call call) throws Throwable {
        try {
            return call.run();
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    private interface Call {
        Object run() throws ReflectiveOperationException;
    }
}
