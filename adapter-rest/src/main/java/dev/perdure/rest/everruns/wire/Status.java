package dev.perdure.rest.everruns.wire;

import java.util.Optional;

/** Whether a thing is switched on, as bodies say it: by {@code status} or by {@code enabled}. */
final class Status {

    private Status() {}

    static Optional<Boolean> read(Fields body) {
        Optional<String> status = body.string("status");
        if (status.isPresent()
                && !status.get().equals("active")
                && !status.get().equals("disabled")) {
            throw body.wrong("status", "active or disabled");
        }
        return body.bool("enabled").or(() -> status.map("active"::equals));
    }
}
