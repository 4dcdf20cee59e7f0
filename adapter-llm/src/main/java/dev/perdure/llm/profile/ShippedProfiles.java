package dev.perdure.llm.profile;

import dev.perdure.engine.model.ModelProfiles;
import dev.perdure.json.Json;
import dev.perdure.json.JsonNumber;
import dev.perdure.json.JsonObject;
import dev.perdure.model.ModelPrice;
import dev.perdure.model.ModelProfile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The profiles that come with the program. A model is looked for by its name, then without the name
 * of a maker before a slash and without a date at its end. Of a model whose price depends on the
 * length of the request, no price is known.
 */
public final class ShippedProfiles implements ModelProfiles {

    private static final String FILE = "model-profiles.json";
    private static final Pattern DATE = Pattern.compile("-20\\d\\d-?\\d\\d-?\\d\\d$");

    private final Map<String, ModelProfile> profiles;

    private ShippedProfiles(Map<String, ModelProfile> profiles) {
        this.profiles = profiles;
    }

    /** Reads the file beside this class. */
    public static ShippedProfiles read() {
        try (InputStream file = ShippedProfiles.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is not on the class path.");
            }
            return of((JsonObject) Json.parse(file.readAllBytes()).get());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static ShippedProfiles of(JsonObject all) {
        Map<String, ModelProfile> profiles = new LinkedHashMap<>();
        all.asMap().forEach((name, profile) -> profiles.put(name, profile((JsonObject) profile)));
        return new ShippedProfiles(profiles);
    }

    @Override
    public ModelProfile of(String model) {
        String plain = model.substring(model.lastIndexOf('/') + 1);
        return Optional.ofNullable(profiles.get(plain))
                .or(() -> Optional.ofNullable(profiles.get(DATE.matcher(plain).replaceFirst(""))))
                .orElse(ModelProfile.UNKNOWN);
    }

    /** The names there are profiles of. */
    Set<String> names() {
        return profiles.keySet();
    }

    private static ModelProfile profile(JsonObject profile) {
        JsonObject limits = profile.object("limit").orElse(JsonObject.empty());
        return new ModelProfile(
                tokens(limits.longValue("context")),
                tokens(limits.longValue("output")),
                profile.object("cost").map(ShippedProfiles::price).orElse(null));
    }

    private static @Nullable Integer tokens(OptionalLong known) {
        return known.isPresent() ? Math.toIntExact(known.getAsLong()) : null;
    }

    private static ModelPrice price(JsonObject cost) {
        return new ModelPrice(
                known(cost, "input"),
                known(cost, "output"),
                amount(cost, "cache_read"),
                amount(cost, "cache_write"));
    }

    private static BigDecimal known(JsonObject cost, String name) {
        BigDecimal amount = amount(cost, name);
        if (amount == null) {
            throw new IllegalStateException("a price without its " + name);
        }
        return amount;
    }

    private static @Nullable BigDecimal amount(JsonObject cost, String name) {
        return cost.get(name).map(value -> ((JsonNumber) value).asBigDecimal()).orElse(null);
    }
}
