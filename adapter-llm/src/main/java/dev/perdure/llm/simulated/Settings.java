package dev.perdure.llm.simulated;

import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonValue;
import java.util.Optional;
import java.util.Set;

/**
 * What an agent prescribes to a simulated model.
 *
 * @param words length of answers that are not scripted; 0 leaves them as long as they came out
 * @param contextWindow in tokens, beyond which a call is refused; 0 takes any
 */
record Settings(Pace pace, int words, int contextWindow, Script script) {

    private static final String MEMBER = "simulated";
    private static final Set<String> KNOWN =
            Set.of(
                    "script",
                    "on_exhausted",
                    "first_delta_ms",
                    "delta_ms",
                    "jitter_ms",
                    "stall",
                    "words",
                    "context_window");
    private static final int WINDOW_MAX = 10_000_000;
    private static final int WORDS_MAX = 20_000;

    /** The settings of the profile, overruled by what the member for simulated models says. */
    static Settings of(JsonObject all, Profile profile) throws MalformedSettings {
        Optional<JsonValue> own = all.get(MEMBER);
        if (own.isEmpty()) {
            return new Settings(profile.pace(), profile.words(), 0, Script.NONE);
        }
        Members members = Members.of(MEMBER, own.get()).only(KNOWN);
        Pace pace = PaceSettings.read(members, profile.pace());
        return new Settings(
                pace,
                members.number("words", profile.words(), WORDS_MAX),
                members.number("context_window", 0, WINDOW_MAX),
                Script.of(members, pace));
    }
}
