package dev.perdure.contract.lies.model;

import dev.perdure.contract.model.ModelFixture;
import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.model.ModelTimeouts;
import dev.perdure.json.JsonObject;
import dev.perdure.model.ModelRef;
import java.time.Duration;
import java.util.List;

/** A scripted model, honest or not, for the suite. */
record ScriptedFixture(ModelClient client, Duration patience) implements ModelFixture {

    @Override
    public ModelRequest answered() {
        return request(ScriptedModel.ANSWER);
    }

    @Override
    public ModelRequest callingTools() {
        return request(ScriptedModel.CALL_TOOLS);
    }

    @Override
    public ModelRequest failing() {
        return request(ScriptedModel.FAIL);
    }

    @Override
    public ModelRequest silent() {
        return request(ScriptedModel.BE_SILENT);
    }

    @Override
    public ModelRef unserved() {
        return new ModelRef("somebody else's");
    }

    @Override
    public void close() {}

    private static ModelRequest request(String instructions) {
        ModelTimeouts patient = new ModelTimeouts(Duration.ofHours(1), Duration.ofHours(1));
        return new ModelRequest(
                ScriptedModel.MODEL,
                instructions,
                List.of(),
                List.of(),
                JsonObject.empty(),
                patient);
    }
}
