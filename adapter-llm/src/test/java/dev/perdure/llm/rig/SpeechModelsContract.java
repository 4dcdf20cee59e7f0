package dev.perdure.llm.rig;

import dev.perdure.contract.http.ReceivedRequest;
import dev.perdure.contract.http.Reply;
import dev.perdure.contract.http.ScriptedServer;
import dev.perdure.contract.model.ModelClientContract;
import dev.perdure.contract.model.ModelFixture;
import dev.perdure.egress.EgressClient;
import dev.perdure.egress.EgressConfig;
import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.model.ModelRef;
import java.time.InstantSource;

/** The port's suite for a driver and a server that speaks its wire. */
public abstract class SpeechModelsContract extends ModelClientContract {

    /** The wire of the driver. */
    protected abstract Speech speech();

    @Override
    protected ModelFixture newFixture() {
        Speech speech = speech();
        return new Fixture(
                speech, ScriptedServer.start((ReceivedRequest request) -> reply(speech, request)));
    }

    /** The request says in its body what it wants to be met with. */
    private static Reply reply(Speech speech, ReceivedRequest request) {
        if (request.body().contains("be silent")) {
            return exchange -> {
                exchange.beginEvents();
                exchange.chunk(speech.begun("so"));
                exchange.staySilent();
            };
        }
        if (request.body().contains("call tools")) {
            return Reply.events(speech.calls());
        }
        return request.body().contains("please fail")
                ? Reply.of(503, "application/json", "{\"error\":{\"message\":\"busy\"}}")
                : Reply.events(speech.answer("Hello", " there"));
    }

    private static final class Fixture implements ModelFixture {

        private final ScriptedServer server;
        private final EgressClient egress = EgressClient.create(EgressConfig.DEFAULT);
        private final ModelClient models;

        Fixture(Speech speech, ScriptedServer server) {
            this.server = server;
            this.models = speech.client(server.address(), egress, InstantSource.system());
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
            return Asking.about("please fail").request();
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
