package dev.perdure.rest.everruns.nested;

import dev.perdure.rest.everruns.wire.DialectHeader;
import dev.perdure.rest.everruns.wire.QueryParameters;
import dev.perdure.rest.everruns.wire.RequestProblems;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;

/** The generations of clients that use these routes, each with words of its own for events. */
enum Generation {
    /** A page of events by offset; a stream of their bare payloads. */
    G0,
    /** A stream in the words of the tutorial; messages whose content is one object. */
    G1,
    /** Envelopes with dotted names, in a list and in a stream. */
    G15;

    /** Says what a request does not show by itself; who asks for the newest is not served here. */
    static final String HEADER = DialectHeader.NAME;

    /** What the request's header asks for. */
    static Optional<Generation> asked(HttpServletRequest request) {
        String name = request.getHeader(HEADER);
        if (name == null || name.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (name.strip().toLowerCase(Locale.ROOT)) {
                    case "g0" -> G0;
                    case "g1" -> G1;
                    case "g15" -> G15;
                    default -> throw RequestProblems.invalid(HEADER, "must be g0, g1, g15 or g2.");
                });
    }

    /** What the header asks for; without one, the kind of place a client holds tells its age. */
    static Generation of(HttpServletRequest request) {
        return asked(request).orElseGet(() -> byPlace(new QueryParameters(request)));
    }

    private static Generation byPlace(QueryParameters query) {
        boolean since = query.last(Places.SINCE).isPresent();
        return since && query.last(Places.OFFSET).isEmpty() ? G15 : G0;
    }
}
