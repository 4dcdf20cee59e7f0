package dev.perdure.persistence.codec;

import dev.perdure.event.Entry;
import dev.perdure.json.JsonObject;
import java.util.function.Function;

/**
 * The stored form of one kind of record. The turn and the step of a record stand in columns of
 * their own and are no part of what {@code write} makes; {@code read} gets them back from {@link
 * Fields}.
 *
 * @param version of the form that {@code write} makes and {@code read} understands
 */
record EntryType<T extends Entry>(
        Class<T> type,
        String name,
        int version,
        Function<T, JsonObject> write,
        Function<Fields, T> read) {

    static <T extends Entry> EntryType<T> of(
            Class<T> type, String name, Function<T, JsonObject> write, Function<Fields, T> read) {
        return new EntryType<>(type, name, 1, write, read);
    }

    JsonObject payload(Entry entry) {
        return write.apply(type.cast(entry));
    }
}
