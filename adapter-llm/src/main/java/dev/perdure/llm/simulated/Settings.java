package dev.perdure.llm.simulated;

import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonValue;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What an agent prescribes to a simulated model.
 *
 * @param words length of answers that are not scripted; 0 leaves them as long as they came out
 */
record Settings(Pace pace, int words, Script script) {

    private static final String MEMBER = "simulated";
    private static final Set<String> KNOWN =
            Set.of("script", "on_exhausted", "first_delta_ms", "delta_ms", "words");
    private static final int PAUSE_MS_MAX = 600_000;
    private static final int WORDS_MAX = 20_000;

    /** The settings of the profile, overruled by what the member for simulated models says. */
    static Settings of(JsonObject all, Profile profile) throws MalformedSettings {
        Optional<JsonValue> own = all.get(MEMBER);
        if (own.isEmpty()) {
            return new Settings(profile.pace(), profile.words(), Script.NONE);
        }
        Members members = Members.of(MEMBER, own.get()).only(KNOWN);
        Pace pace =
                Pace.ofMillis(
                        pause(members, "first_delta_ms", profile.pace().firstDelta()),
                        pause(members, "delta_ms", profile.pace().delta()));
        return new Settings(
                pace, members.number("words", profile.words(), WORDS_MAX), Script.of(members));
    }

    private static int pause(Members members, String name, Duration otherwise)
            throws MalformedSettings {
        return members.number(name, (int) otherwise.toMillis(), PAUSE_MS_MAX);
    }
}
