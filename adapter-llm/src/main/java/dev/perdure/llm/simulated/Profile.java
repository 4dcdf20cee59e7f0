package dev.perdure.llm.simulated;

import dev.perdure.model.ModelRef;
import java.util.List;
import java.util.Optional;

/**
 * A simulated model by name, with the pace and length it has unless settings say otherwise.
 *
 * @param words length of an answer; 0 leaves it as long as it came out
 */
record Profile(ModelRef model, Pace pace, int words) {

    static final List<Profile> ALL =
            List.of(
                    new Profile(new ModelRef("simulated"), Pace.ofMillis(10, 15), 0),
                    new Profile(new ModelRef("simulated-fast"), Pace.ofMillis(0, 0), 0),
                    new Profile(new ModelRef("simulated-slow"), Pace.ofMillis(10, 50), 400));

    static Optional<Profile> of(ModelRef model) {
        return ALL.stream().filter(profile -> profile.model().equals(model)).findFirst();
    }
}
