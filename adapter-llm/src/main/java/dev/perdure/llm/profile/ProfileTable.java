package dev.perdure.llm.profile;

import dev.perdure.engine.model.ModelProfiles;
import dev.perdure.json.Json;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonValue;
import dev.perdure.model.ModelProfile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Profiles by the names of models. A model is looked for by its name, then without the name of a
 * maker before a slash and without a date at its end.
 */
public final class ProfileTable implements ModelProfiles {

    private static final String SHIPPED = "model-profiles.json";
    private static final Pattern DATE = Pattern.compile("-20\\d\\d-?\\d\\d-?\\d\\d$");

    private final Map<String, ModelProfile> profiles;

    private ProfileTable(Map<String, ModelProfile> profiles) {
        this.profiles = profiles;
    }

    /** The profiles that come with the program. */
    public static ProfileTable shipped() {
        try (InputStream file = ProfileTable.class.getResourceAsStream(SHIPPED)) {
            if (file == null) {
                throw new IllegalStateException(SHIPPED + " is not on the class path.");
            }
            return new ProfileTable(
                    ProfileFile.of((JsonObject) Json.parse(file.readAllBytes()).get()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * These profiles and those of a file, which count more: models by name as in the file that is
     * shipped, or providers with their models, as models.dev publishes them.
     *
     * @throws IllegalArgumentException with a sentence, when the file holds no profiles
     */
    public ProfileTable and(byte[] file) {
        JsonValue content =
                Json.parse(file)
                        .getOrElseThrow(problem ->
                                new IllegalArgumentException(
                                        "It is not JSON: " + problem.reason() + "."));
        if (!(content instanceof JsonObject models)) {
            throw new IllegalArgumentException("It is not a JSON object.");
        }
        Map<String, ModelProfile> all = new LinkedHashMap<>(profiles);
        Map<String, ModelProfile> imported = ProfileFile.of(models);
        if (imported.isEmpty()) {
            throw new IllegalArgumentException("It has no model with a limit or a cost.");
        }
        imported.forEach((model, told) -> all.merge(model, told, ProfileTable::both));
        return new ProfileTable(all);
    }

    private static ModelProfile both(ModelProfile known, ModelProfile told) {
        return new ModelProfile(
                told.contextWindow() == null ? known.contextWindow() : told.contextWindow(),
                told.outputLimit() == null ? known.outputLimit() : told.outputLimit(),
                told.price() == null ? known.price() : told.price());
    }

    @Override
    public ModelProfile of(String model) {
        String plain = model.substring(model.lastIndexOf('/') + 1);
        return Optional.ofNullable(profiles.get(model))
                .or(() -> Optional.ofNullable(profiles.get(plain)))
                .or(() -> Optional.ofNullable(profiles.get(DATE.matcher(plain).replaceFirst(""))))
                .orElse(ModelProfile.UNKNOWN);
    }

    /** The names there are profiles of. */
    Set<String> names() {
        return profiles.keySet();
    }
}
