package dev.perdure.llm.chat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.ObjectMappers;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.completions.CompletionUsage;
import dev.perdure.llm.rig.Line;
import dev.perdure.llm.rig.OfficialClientContract;
import dev.perdure.llm.rig.Speech;
import dev.perdure.model.Origin;
import java.util.List;

class OfficialChatClientTest extends OfficialClientContract {

    /** It knows the names of its provider's models. */
    private static final String KNOWN = "\"model\":\"gpt-5\"";

    @Override
    protected Speech speech() {
        return new ChatSpeech();
    }

    @Override
    protected Origin origin() {
        return new Origin("chat_completions", "local", "m");
    }

    @Override
    protected List<String> reasoning() {
        return List.of("{\"reasoning_content\":\"Hm.\"}");
    }

    @Override
    protected Heard hear(String address) {
        OpenAIClient client =
                OpenAIOkHttpClient.builder()
                        .baseUrl(address + "/v1")
                        .apiKey(Line.KEY)
                        .maxRetries(0)
                        .build();
        ChatCompletionAccumulator answer = ChatCompletionAccumulator.create();
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat()
                        .completions()
                        .createStreaming(
                                ChatCompletionCreateParams.builder()
                                        .model("m")
                                        .addUserMessage("Hello")
                                        .build())) {
            stream.stream().forEach(answer::accumulate);
        } finally {
            client.close();
        }
        ChatCompletion whole = answer.chatCompletion();
        ChatCompletionMessage message = whole.choices().getFirst().message();
        CompletionUsage usage = whole.usage().orElseThrow();
        return new Heard(
                message.content().orElse(""),
                message.toolCalls().orElse(List.of()).stream()
                        .map(call -> call.asFunction().function())
                        .map(call -> call.name() + " " + call.arguments())
                        .toList(),
                usage.promptTokens(),
                usage.completionTokens());
    }

    @Override
    protected void read(String body) throws Exception {
        ObjectMappers.jsonMapper()
                .readValue(
                        body.replace("\"model\":\"m\"", KNOWN),
                        ChatCompletionCreateParams.Body.class)
                .validate();
    }
}
