package dev.perdure.llm.profile;

import dev.perdure.json.JsonMember;
import dev.perdure.json.JsonNumber;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonValue;
import dev.perdure.model.ModelPrice;
import dev.perdure.model.ModelProfile;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a file says of models, in the words of models.dev: {@code limit} with {@code context} and
 * {@code output}, {@code cost} with {@code input}, {@code output}, {@code cache_read} and {@code
 * cache_write}. What it says in another way is not known. Of a model whose cost depends on anything
 * else, such as the length of the request, no price is known.
 */
final class ProfileFile {

    /** Of several providers that have a model of one name, these have made it. */
    private static final List<String> MAKERS =
            List.of(
                    "openai",
                    "anthropic",
                    "google",
                    "mistral",
                    "xai",
                    "deepseek",
                    "cohere",
                    "alibaba",
                    "moonshotai",
                    "zai",
                    "llama");

    private static final BigDecimal TOKENS_MAX = BigDecimal.valueOf(Integer.MAX_VALUE);

    private static final Set<String> COST = Set.of("input", "output", "cache_read", "cache_write");

    private ProfileFile() {}

    /** The profiles by the names of models; a model of which nothing is known is not there. */
    static Map<String, ModelProfile> of(JsonObject file) {
        Map<String, ModelProfile> profiles = new LinkedHashMap<>();
        for (JsonObject models : models(file)) {
            for (JsonMember model : models.members()) {
                if (model.value() instanceof JsonObject facts) {
                    ModelProfile profile = profile(facts);
                    if (!profile.equals(ModelProfile.UNKNOWN)) {
                        profiles.putIfAbsent(model.name(), profile);
                    }
                }
            }
        }
        return profiles;
    }

    /** The file itself, or what is below its providers, makers first. */
    private static List<JsonObject> models(JsonObject file) {
        List<JsonObject> providers = new ArrayList<>();
        MAKERS.forEach(maker ->
                object(file, maker)
                        .flatMap(provider -> object(provider, "models"))
                        .ifPresent(providers::add));
        for (JsonMember provider : file.members()) {
            if (!MAKERS.contains(provider.name()) && provider.value() instanceof JsonObject it) {
                object(it, "models").ifPresent(providers::add);
            }
        }
        return providers.isEmpty() ? List.of(file) : providers;
    }

    private static Optional<JsonObject> object(JsonObject of, String name) {
        return of.get(name).filter(JsonObject.class::isInstance).map(JsonObject.class::cast);
    }

    private static ModelProfile profile(JsonObject facts) {
        JsonObject limits = object(facts, "limit").orElse(JsonObject.empty());
        return new ModelProfile(
                tokens(limits, "context"),
                tokens(limits, "output"),
                object(facts, "cost").map(ProfileFile::price).orElse(null));
    }

    private static @Nullable Integer tokens(JsonObject limits, String name) {
        BigDecimal count = number(limits, name);
        if (count == null || count.signum() == 0 || count.compareTo(TOKENS_MAX) > 0) {
            return null;
        }
        return count.intValue();
    }

    private static @Nullable ModelPrice price(JsonObject cost) {
        BigDecimal input = number(cost, "input");
        BigDecimal output = number(cost, "output");
        BigDecimal reasoning = number(cost, "reasoning");
        boolean flat =
                cost.members().stream()
                        .allMatch(member ->
                                COST.contains(member.name())
                                        || (member.name().equals("reasoning")
                                                && reasoning != null
                                                && output != null
                                                && reasoning.compareTo(output) == 0));
        return flat && input != null && output != null
                ? new ModelPrice(
                        input, output, number(cost, "cache_read"), number(cost, "cache_write"))
                : null;
    }

    private static @Nullable BigDecimal number(JsonObject of, String name) {
        JsonValue value = of.get(name).orElse(null);
        if (!(value instanceof JsonNumber number)) {
            return null;
        }
        BigDecimal exact = number.asBigDecimal();
        return exact.signum() < 0 ? null : exact;
    }
}
