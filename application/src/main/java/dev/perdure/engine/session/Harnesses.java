package dev.perdure.engine.session;

import dev.perdure.harness.Harness;
import dev.perdure.harness.HarnessId;
import java.util.List;
import java.util.Optional;

/** The harnesses of this installation; the first is what sessions get that name none. */
public record Harnesses(List<Harness> all) {

    public Harnesses {
        all = List.copyOf(all);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("an engine has at least one harness");
        }
    }

    public Harness standard() {
        return all.getFirst();
    }

    public Optional<Harness> find(HarnessId id) {
        return all.stream().filter(harness -> harness.id().equals(id)).findFirst();
    }

    public Optional<Harness> named(String name) {
        return all.stream().filter(harness -> harness.name().equals(name)).findFirst();
    }
}
