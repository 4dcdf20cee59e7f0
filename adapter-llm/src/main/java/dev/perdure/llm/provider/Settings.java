package dev.perdure.llm.provider;

import dev.perdure.engine.model.ModelRequest;
import dev.perdure.json.JsonMember;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An agent's model settings as one provider is meant to read them: those for everybody, under the
 * names of Chat Completions, and those for this provider alone, under its own. A driver takes what
 * it has another word for; what is left goes on as it stands. For one request.
 */
public final class Settings {

    private static final String SIMULATED = "simulated";
    private static final String PROVIDER_OPTIONS = "provider_options";

    private final Map<String, JsonValue> forAll = new LinkedHashMap<>();
    private final Map<String, JsonValue> own = new LinkedHashMap<>();

    private Settings() {}

    /**
     * The settings of a request.
     *
     * @param fixed what the driver decides itself and nobody may set
     */
    public static Settings of(ModelRequest request, String provider, Set<String> fixed) {
        Settings settings = new Settings();
        for (JsonMember member : request.settings().members()) {
            if (!member.name().equals(SIMULATED) && !member.name().equals(PROVIDER_OPTIONS)) {
                settings.forAll.put(member.name(), member.value());
            }
        }
        Optional<JsonValue> options = request.settings().get(PROVIDER_OPTIONS);
        if (options.isPresent()) {
            Optional<JsonValue> own = object(PROVIDER_OPTIONS, options.get()).get(provider);
            if (own.isPresent()) {
                settings.own.putAll(object(PROVIDER_OPTIONS + "." + provider, own.get()).asMap());
            }
        }
        settings.refuse(fixed);
        return settings;
    }

    /** Takes the setting for everybody of that name. */
    public Optional<JsonValue> take(String name) {
        return Optional.ofNullable(forAll.remove(name));
    }

    /** Takes settings that mean nothing on this wire, so that an agent can be moved to it. */
    public void drop(Set<String> names) {
        forAll.keySet().removeAll(names);
    }

    /** What is left; of two settings of one name that for this provider. */
    public Map<String, JsonValue> rest() {
        Map<String, JsonValue> rest = new LinkedHashMap<>(forAll);
        rest.putAll(own);
        return rest;
    }

    /** A body with what is left on top of it: an object of both sides has the members of both. */
    public JsonObject over(JsonObject body) {
        Map<String, JsonValue> all = new LinkedHashMap<>(body.asMap());
        rest().forEach((name, value) -> all.merge(name, value, Settings::joined));
        return JsonObject.of(all);
    }

    private static JsonValue joined(JsonValue ours, JsonValue theirs) {
        if (!(ours instanceof JsonObject below && theirs instanceof JsonObject above)) {
            return theirs;
        }
        Map<String, JsonValue> members = new LinkedHashMap<>(below.asMap());
        members.putAll(above.asMap());
        return JsonObject.of(members);
    }

    private void refuse(Set<String> fixed) {
        for (Map<String, JsonValue> some : List.of(forAll, own)) {
            for (String name : some.keySet()) {
                if (fixed.contains(name)) {
                    throw new UnusableSettings(
                            "The model setting " + name + " is not an agent's to choose.");
                }
            }
        }
    }

    private static JsonObject object(String path, JsonValue value) {
        if (value instanceof JsonObject object) {
            return object;
        }
        throw new UnusableSettings("The model setting " + path + " is not an object.");
    }
}
