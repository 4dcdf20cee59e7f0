package dev.perdure.engine.turn.effect;

import dev.perdure.json.JsonMember;
import dev.perdure.json.JsonObject;
import dev.perdure.model.ModelProfile;
import java.util.Optional;
import java.util.Set;

/** How long an answer may be, by what the settings of its request may come to on any wire. */
final class OutputBound {

    /** What answers are thought to have at most where nobody set or knows a bound, in tokens. */
    static final long OTHERWISE = 16_384;

    private static final String PROVIDER_OPTIONS = "provider_options";

    /** As the wires name it, at the top of their requests or one level down. */
    private static final Set<String> WORDS =
            Set.of("max_completion_tokens", "max_tokens", "max_output_tokens", "maxOutputTokens");

    private OutputBound() {}

    /**
     * In tokens, and rather too many: a driver sends one bound of several, and what is meant for
     * one provider replaces what is meant for all. A bound that is not above 0 is none.
     */
    static long of(JsonObject settings, ModelProfile profile) {
        Integer limit = profile.outputLimit();
        long unset = limit == null ? OTHERWISE : limit;
        long asked = Math.max(at(settings, "max_completion_tokens"), at(settings, "max_tokens"));
        long most = Math.max(asked > 0 ? asked : unset, passedOn(settings));
        return Math.clamp(limit == null ? most : Math.min(most, limit), 0, Integer.MAX_VALUE);
    }

    private static long passedOn(JsonObject settings) {
        long most = most(settings);
        Optional<JsonObject> options = settings.object(PROVIDER_OPTIONS);
        if (options.isPresent()) {
            for (JsonMember provider : options.get().members()) {
                if (provider.value() instanceof JsonObject own) {
                    most = Math.max(most, most(own));
                }
            }
        }
        return most;
    }

    private static long most(JsonObject body) {
        long most = named(body);
        for (JsonMember member : body.members()) {
            if (member.value() instanceof JsonObject below
                    && !member.name().equals(PROVIDER_OPTIONS)) {
                most = Math.max(most, named(below));
            }
        }
        return most;
    }

    private static long named(JsonObject body) {
        return WORDS.stream().mapToLong(word -> at(body, word)).max().orElse(0);
    }

    private static long at(JsonObject body, String word) {
        return Math.max(0, body.longValue(word).orElse(0));
    }
}
