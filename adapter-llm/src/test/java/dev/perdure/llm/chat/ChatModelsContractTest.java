package dev.perdure.llm.chat;

import dev.perdure.contract.http.ReceivedRequest;
import dev.perdure.contract.http.Reply;
import dev.perdure.contract.http.ScriptedServer;
import dev.perdure.contract.model.ModelClientContract;
import dev.perdure.contract.model.ModelFixture;
import dev.perdure.egress.Destination;
import dev.perdure.egress.EgressClient;
import dev.perdure.egress.EgressConfig;
import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.model.ModelRef;
import java.util.List;

class ChatModelsContractTest extends ModelClientContract {

    private static final String TWO_CALLS =
            Wire.role()
                    + Wire.calls(
                            "{\"index\":0,\"id\":\"a\",\"type\":\"function\","
                                    + "\"function\":{\"name\":\"now\",\"arguments\":\"\"}}")
                    + Wire.calls(
                            "{\"index\":1,\"id\":\"b\",\"type\":\"function\","
                                    + "\"function\":{\"name\":\"add\",\"arguments\":\"{\\\"a\\\"\"}}")
                    + Wire.calls("{\"index\":1,\"function\":{\"arguments\":\": 1}\"}}")
                    + Wire.finish("tool_calls")
                    + Wire.USAGE
                    + Wire.DONE;

    @Override
    protected ModelFixture newFixture() {
        return new Fixture(ScriptedServer.start(ChatModelsContractTest::reply));
    }

    /** The request says in its body what it wants to be met with. */
    private static Reply reply(ReceivedRequest request) {
        if (request.body().contains("be silent")) {
            return exchange -> {
                exchange.beginEvents();
                exchange.chunk(Wire.role() + Wire.text("so"));
                exchange.staySilent();
            };
        }
        if (request.body().contains("call tools")) {
            return Reply.events(TWO_CALLS);
        }
        return request.body().contains("fail")
                ? Reply.of(503, "application/json", "{\"error\":{\"message\":\"busy\"}}")
                : Reply.events(Wire.answer("Hello", " there"));
    }

    private static final class Fixture implements ModelFixture {

        private final ScriptedServer server;
        private final EgressClient egress = EgressClient.create(EgressConfig.DEFAULT);
        private final ChatModels models;

        Fixture(ScriptedServer server) {
            this.server = server;
            this.models =
                    ChatModels.of(
                            new ChatProvider(
                                    "local",
                                    Destination.of(server.address() + "/v1"),
                                    null,
                                    List.of("m"),
                                    ChatVariant.COMPATIBLE),
                            egress);
        }

        @Override
        public ModelClient client() {
            return models;
        }

        @Override
        public ModelRequest answered() {
            return Asking.about("answer").request();
        }

        @Override
        public ModelRequest callingTools() {
            return Asking.about("call tools").offering("now", "{}").offering("add", "{}").request();
        }

        @Override
        public ModelRequest failing() {
            return Asking.about("fail").request();
        }

        @Override
        public ModelRequest silent() {
            return Asking.about("be silent").request();
        }

        @Override
        public ModelRef unserved() {
            return new ModelRef("elsewhere/m");
        }

        @Override
        public void close() {
            egress.close();
            server.close();
        }
    }
}
