package dev.perdure.rest.everruns.current;

import dev.perdure.rest.everruns.wire.QueryParameters;
import dev.perdure.rest.everruns.wire.TypeFilter;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What is asked of a list of events.
 *
 * @param since a client's place; empty when it has none
 * @param after facts beyond this sequence
 * @param before facts below this sequence
 * @param deltas whether deltas are listed, too
 */
record EventsQuery(
        String since,
        OptionalLong after,
        OptionalLong before,
        OptionalInt limit,
        boolean newestFirst,
        boolean deltas,
        TypeFilter filter) {

    static final int LIMIT_MAX = 1000;

    static EventsQuery of(QueryParameters query) {
        List<String> include = query.all("include");
        return new EventsQuery(
                query.last("since_id").orElse(""),
                query.number("after_sequence", 0),
                query.number("before_sequence", 0),
                query.limit(LIMIT_MAX),
                query.flag("order_desc"),
                include.stream().anyMatch(part -> List.of(part.split(",")).contains("deltas")),
                TypeFilter.of(query, EventTypes.known()));
    }

    boolean hasCursor() {
        return !since.isEmpty() || after.isPresent();
    }

    /** Whether the newest are looked for first: a limit without a place means the last ones. */
    boolean fromTheEnd() {
        return newestFirst || (limit.isPresent() && !hasCursor());
    }
}
