package dev.perdure.llm.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.perdure.contract.http.Reply;
import dev.perdure.contract.http.ScriptedServer;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.json.Json;
import dev.perdure.loop.TranscriptItem;
import dev.perdure.model.Origin;
import dev.perdure.model.Usage;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What the client that a wire's own provider publishes says of that wire: it hears in the bytes of
 * these tests what the driver hears, and has words for all that the driver asks. Nothing of it is
 * part of the product.
 */
public abstract class OfficialClientContract {

    private static final int REQUESTS = 100;

    /**
     * What the official client heard.
     *
     * @param calls each as {@code name arguments}
     * @param prompt tokens, those of caches included
     */
    public record Heard(String text, List<String> calls, long prompt, long output) {}

    protected abstract Speech speech();

    /** Where opaque parts of the driver come from, and what they may be. */
    protected abstract Origin origin();

    protected abstract List<String> reasoning();

    /** Asks for an answer of the model m, as a stream, and reads it to its end. */
    protected abstract Heard hear(String address);

    /** Reads the body of a request; throws for what it has no words for. */
    protected abstract void read(String body) throws Exception;

    @Test
    void it_hears_the_text_that_the_driver_hears() {
        agree(speech().answer("Hel", "lo"));
    }

    @Test
    void it_hears_the_calls_that_the_driver_hears() {
        agree(speech().calls());
    }

    @Test
    void it_hears_the_same_beside_what_is_thought() {
        agree(speech().reasoned());
    }

    @Test
    void it_has_words_for_whatever_a_conversation_came_to() {
        long seed = Long.getLong("cases.seed", System.nanoTime());
        Random random = new Random(seed);
        try (Line line = Line.to(speech(), Reply.events(speech().answer("Yes.")))) {
            for (int i = 0; i < REQUESTS; i++) {
                line.hear(request(RandomConversation.next(random, origin(), reasoning())));
                String body = line.server().requests().getLast().body();
                assertThatCode(() -> read(body))
                        .as("-Dcases.seed=%s, case %s: %s", seed, i, body)
                        .doesNotThrowAnyException();
            }
        }
    }

    @Test
    void it_has_no_words_for_what_the_wire_does_not_have() {
        assertThatCode(() -> read("{\"model\":7,\"messages\":[7],\"input\":[7],\"contents\":[7]}"))
                .isInstanceOf(Exception.class);
    }

    private void agree(String stream) {
        Outcome ours;
        Heard theirs;
        try (Line line = Line.to(speech(), Reply.events(stream))) {
            ours = line.hear();
        }
        try (ScriptedServer server = ScriptedServer.start(Reply.events(stream))) {
            theirs = hear(server.address());
        }
        Usage usage = ours.usage().getFirst();
        assertThat(theirs.text()).isEqualTo(ours.text());
        assertThat(theirs.calls().stream().map(OfficialClientContract::plain))
                .containsExactlyElementsOf(
                        ours.calls().stream()
                                .map(call -> call.substring(call.indexOf(' ') + 1))
                                .map(OfficialClientContract::plain)
                                .toList());
        assertThat(theirs.prompt())
                .isEqualTo(usage.input() + usage.cacheRead() + usage.cacheCreation());
        assertThat(theirs.output()).isEqualTo(usage.output());
    }

    /** Without what a writer of JSON may choose; no arguments are none. */
    private static String plain(String call) {
        int blank = call.indexOf(' ');
        String arguments = call.substring(blank + 1);
        return call.substring(0, blank)
                + " "
                + Json.parse(arguments.isEmpty() ? "{}" : arguments).get().toJson();
    }

    private static ModelRequest request(List<TranscriptItem> shown) {
        ModelRequest some =
                Asking.about("")
                        .instructed("Be kind.")
                        .offering("now", "{}")
                        .offering(
                                "add",
                                "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\"}},"
                                        + "\"required\":[\"a\"]}")
                        .request();
        return new ModelRequest(
                some.model(),
                some.instructions(),
                shown,
                some.tools(),
                some.settings(),
                some.timeouts());
    }
}
