package dev.perdure.llm.rig;

import dev.perdure.egress.EgressClient;
import dev.perdure.engine.model.ModelClient;
import dev.perdure.model.FinishReason;
import dev.perdure.model.Usage;
import java.time.InstantSource;
import java.util.Map;

/** A wire as its servers speak it. Texts need no escapes in JSON. */
public interface Speech {

    /** A client of an account called {@code local}, with the key {@link Line#KEY} and a model m. */
    ModelClient client(String address, EgressClient egress, InstantSource clock);

    /** What the client asks for, as the target of its request. */
    String target();

    /** The header that carries the key, and its value. */
    Map.Entry<String, String> key();

    /** The beginning of an answer and its first piece of text. */
    String begun(String text);

    /** A whole answer in pieces, with the usage of {@link #usage()}. */
    String answer(String... pieces);

    Usage USAGE = new Usage(7, 7, 5, 0);

    /** {@link #USAGE}, with how much of it was reasoning where the wire says so. */
    default Usage usage() {
        return USAGE;
    }

    /**
     * A whole answer that asks for {@code now} with {@code {}} under the id a, and for {@code add}
     * with {@code {"a":1}} under the id b.
     */
    String calls();

    /** A whole answer that thinks "Let me see." and says "Hello". */
    String reasoned();

    /** What servers say for a reason to finish; OTHER is what nobody knows. */
    Map<FinishReason, String> reasons();

    /** A whole answer "Hello" that ends with those words. */
    String finished(String reason);

    /** A whole answer "Hello" with events, members and parts that nobody knows. */
    String strange();

    /** An error of an overloaded server within the stream. */
    String overloaded();

    /** The body of a refusal because the conversation is too long; its status is 400. */
    String tooLong();

    /** The body of a refusal for too many requests. */
    String tooMany();

    /**
     * An answer that asks for a call, cut short within its arguments by the bound of its length.
     */
    String callCutShort();

    /** An answer that asks for a call whose arguments are whole and no JSON. */
    String callGarbled();
}
