package dev.perdure.persistence.codec;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A log record as its columns hold it.
 *
 * @param type stored name, {@code entity.fact} in lower case
 * @param typeVersion of the payload's form, counted from 1
 * @param turn absent for facts of the session as a whole
 * @param step absent for facts that belong to no step
 * @param payload canonical JSON in UTF-8; the array belongs to this record and is not to be changed
 */
public record StoredEntry(
        String type,
        int typeVersion,
        @Nullable UUID turn,
        @Nullable Integer step,
        @SuppressWarnings("ArrayRecordComponent") byte[] payload) {}
