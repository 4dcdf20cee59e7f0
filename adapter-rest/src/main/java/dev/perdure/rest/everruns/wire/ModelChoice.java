package dev.perdure.rest.everruns.wire;

import dev.perdure.model.ModelRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which model a body names, by its name or by its id. */
public final class ModelChoice {

    private static final int UUID_LENGTH = 36;

    private ModelChoice() {}

    /** The models that a member lists, in order; none when it is absent. */
    public static List<ModelRef> all(Fields body, String name) {
        List<ModelRef> models = new ArrayList<>();
        for (String model : body.strings(name).orElse(List.of())) {
            if (model.isBlank()) {
                throw RequestProblems.invalid(body.path(name), "must not hold a blank name.");
            }
            models.add(named(model));
        }
        return models;
    }

    /** The model that one of the members names; the first that does. */
    public static @Nullable ModelRef of(Fields body, String... names) {
        for (String name : names) {
            Optional<String> model = body.string(name);
            if (model.isPresent()) {
                if (model.get().isBlank()) {
                    throw RequestProblems.invalid(body.path(name), "must not be blank.");
                }
                return named(model.get());
            }
        }
        return null;
    }

    private static ModelRef named(String name) {
        return WireId.MODEL
                .read(name)
                .map(id -> new ModelRef(id.toString()))
                .orElseGet(() -> new ModelRef(name));
    }

    /** A model as it was named: ids in their spelling. */
    public static String write(ModelRef model) {
        boolean mayBeId = model.name().length() == UUID_LENGTH;
        return mayBeId
                ? WireId.MODEL.read(model.name()).map(WireId.MODEL::write).orElse(model.name())
                : model.name();
    }
}
