package dev.perdure.rest.everruns.wire;

import dev.perdure.engine.session.Harnesses;
import dev.perdure.harness.HarnessDefinition;
import dev.perdure.harness.HarnessId;
import java.util.Optional;

/** Which harness a request names, by id or by name. */
public final class HarnessChoice {

    private static final String DEFAULT_NAME = "default";

    private HarnessChoice() {}

    /** Absent when the request names none. */
    public static Optional<HarnessDefinition> of(Fields body, Harnesses harnesses) {
        Optional<String> id = body.string("harness_id");
        Optional<String> name = body.string("harness_name");
        if (id.isPresent() && name.isPresent()) {
            throw RequestProblems.invalid(
                    "harness_id", "cannot be given together with harness_name.");
        }
        if (id.isPresent()) {
            return Optional.of(
                    byId(id.get(), harnesses)
                            .orElseThrow(() -> RequestProblems.noSuch("harness", id.get())));
        }
        return name.map(given -> named(given, harnesses));
    }

    /** By id or by name; anything else is a problem. */
    public static HarnessDefinition find(String text, Harnesses harnesses) {
        return byId(text, harnesses).orElseGet(() -> named(text, harnesses));
    }

    private static Optional<HarnessDefinition> byId(String text, Harnesses harnesses) {
        return WireId.HARNESS.read(text).flatMap(known -> harnesses.find(new HarnessId(known)));
    }

    private static HarnessDefinition named(String name, Harnesses harnesses) {
        return name.equals(DEFAULT_NAME)
                ? harnesses.standard()
                : harnesses.named(name).orElseThrow(() -> RequestProblems.noSuch("harness", name));
    }
}
