package dev.perdure.llm.provider;

import dev.perdure.json.JsonObject;
import java.util.Map;
import java.util.function.Function;

/**
 * One request as a wire puts it, and how its answer is read.
 *
 * @param path what is appended to the account's base address
 * @param headers the key's among them; the account's own come on top
 * @param quirk looks at a refusal before it is judged
 * @param answer a new decoder of the answer, which tells of failures through what it is given
 */
public record Question(
        String path,
        Map<String, String> headers,
        JsonObject body,
        Quirk quirk,
        Function<Failures, AnswerDecoder> answer) {

    public Question {
        headers = Map.copyOf(headers);
    }

    /** The path alone: the headers hold a key, the body what users said. */
    @Override
    public String toString() {
        return "Question[path=" + path + "]";
    }
}
