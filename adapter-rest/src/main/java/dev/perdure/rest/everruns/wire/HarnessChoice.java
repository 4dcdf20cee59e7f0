package dev.perdure.rest.everruns.wire;

import dev.perdure.engine.session.Harnesses;
import dev.perdure.harness.Harness;
import dev.perdure.harness.HarnessId;
import java.util.Optional;

/** Which harness a request means: by id, by name, or the standard one. */
public final class HarnessChoice {

    private static final String DEFAULT_NAME = "default";

    private HarnessChoice() {}

    public static Harness of(Fields body, Harnesses harnesses) {
        Optional<String> id = body.string("harness_id");
        Optional<String> name = body.string("harness_name");
        if (id.isPresent() && name.isPresent()) {
            throw RequestProblems.invalid(
                    "harness_id", "cannot be given together with harness_name.");
        }
        if (id.isPresent()) {
            return WireId.HARNESS
                    .read(id.get())
                    .flatMap(known -> harnesses.find(new HarnessId(known)))
                    .orElseThrow(() -> RequestProblems.noSuch("harness", id.get()));
        }
        if (name.isEmpty() || name.get().equals(DEFAULT_NAME)) {
            return harnesses.standard();
        }
        return harnesses
                .named(name.get())
                .orElseThrow(() -> RequestProblems.noSuch("harness", name.get()));
    }
}
