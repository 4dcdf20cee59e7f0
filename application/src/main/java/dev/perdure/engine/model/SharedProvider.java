package dev.perdure.engine.model;

import dev.perdure.model.ModelRef;
import java.util.List;

/**
 * A provider of the installation, as lists show it: every organisation may use it and none may
 * change it.
 *
 * @param name the first part of the names of its models, if they have one
 * @param type what its server speaks, as drivers call it
 * @param address empty where it has none
 * @param hasKey whether it is reached with a key
 * @param models the models worth listing, by the names agents write
 */
public record SharedProvider(
        String name, String type, String address, boolean hasKey, List<ModelRef> models) {

    public SharedProvider {
        models = List.copyOf(models);
    }
}
