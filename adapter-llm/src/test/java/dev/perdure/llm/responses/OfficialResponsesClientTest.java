package dev.perdure.llm.responses;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.ObjectMappers;
import com.openai.core.http.StreamResponse;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.responses.ResponseUsage;
import dev.perdure.llm.rig.Line;
import dev.perdure.llm.rig.OfficialClientContract;
import dev.perdure.llm.rig.Speech;
import dev.perdure.model.Origin;
import java.util.ArrayList;
import java.util.List;

class OfficialResponsesClientTest extends OfficialClientContract {

    /** It knows the names of its provider's models. */
    private static final String KNOWN = "\"model\":\"gpt-5\"";

    /** What was said before is known to it as stored there alone; nothing of ours is stored. */
    private static final String SAID =
            "\"role\":\"assistant\",\"content\":[{\"type\":\"output_text\",";

    private static final String STORED =
            "\"role\":\"assistant\",\"id\":\"msg_1\",\"status\":\"completed\","
                    + "\"content\":[{\"annotations\":[],\"type\":\"output_text\",";

    @Override
    protected Speech speech() {
        return new ResponsesSpeech();
    }

    @Override
    protected Origin origin() {
        return new Origin("responses", "local", "m");
    }

    @Override
    protected List<String> reasoning() {
        return List.of(
                "{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[],\"encrypted_content\":\"e\"}");
    }

    @Override
    protected Heard hear(String address) {
        OpenAIClient client =
                OpenAIOkHttpClient.builder()
                        .baseUrl(address + "/v1")
                        .apiKey(Line.KEY)
                        .maxRetries(0)
                        .build();
        StringBuilder text = new StringBuilder();
        List<String> calls = new ArrayList<>();
        List<ResponseUsage> usage = new ArrayList<>();
        try (StreamResponse<ResponseStreamEvent> stream =
                client.responses()
                        .createStreaming(
                                ResponseCreateParams.builder().model("m").input("Hello").build())) {
            stream.stream()
                    .forEach(event -> {
                        event.outputTextDelta().ifPresent(delta -> text.append(delta.delta()));
                        event.outputItemDone()
                                .flatMap(done -> done.item().functionCall())
                                .ifPresent(call -> calls.add(call.name() + " " + call.arguments()));
                        event.completed()
                                .flatMap(completed -> completed.response().usage())
                                .ifPresent(usage::add);
                    });
        } finally {
            client.close();
        }
        return new Heard(
                text.toString(),
                calls,
                usage.getFirst().inputTokens(),
                usage.getFirst().outputTokens());
    }

    @Override
    protected void read(String body) throws Exception {
        ObjectMappers.jsonMapper()
                .readValue(
                        body.replace("\"model\":\"m\"", KNOWN).replace(SAID, STORED),
                        ResponseCreateParams.Body.class)
                .validate();
    }
}
