package dev.perdure.llm.simulated;

import dev.perdure.contract.model.ModelClientContract;
import dev.perdure.contract.model.ModelFixture;
import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.model.ModelRef;

class SimulatedModelsContractTest extends ModelClientContract {

    @Override
    protected ModelFixture newFixture() {
        return new Fixture(SimulatedModels.create());
    }

    private record Fixture(ModelClient client) implements ModelFixture {

        @Override
        public ModelRequest answered() {
            return Conversations.asking("Hello").model("simulated").request();
        }

        @Override
        public ModelRequest callingTools() {
            return Conversations.asking("Use your tools on 2 and 40")
                    .model("simulated")
                    .offering(
                            Conversations.tool("now", "{}"),
                            Conversations.tool(
                                    "add",
                                    """
                                    {"type":"object","required":["a","b"],
                                     "properties":{"a":{"type":"number"},"b":{"type":"number"}}}
                                    """))
                    .request();
        }

        @Override
        public ModelRequest failing() {
            return Conversations.asking("Hello")
                    .settings(
                            """
                            {"script":[{"text":"one two three",
                                        "error":{"kind":"overloaded","after_words":2}}]}
                            """)
                    .request();
        }

        @Override
        public ModelRequest silent() {
            return Conversations.asking("Hello").settings("{\"first_delta_ms\":100000}").request();
        }

        @Override
        public ModelRef unserved() {
            return new ModelRef("simulated-elsewhere");
        }

        @Override
        public void close() {}
    }
}
