package dev.perdure.llm.anthropic;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.ObjectMappers;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.ToolUseBlock;
import com.anthropic.models.messages.Usage;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.perdure.llm.rig.Line;
import dev.perdure.llm.rig.OfficialClientContract;
import dev.perdure.llm.rig.Speech;
import dev.perdure.model.Origin;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;

class OfficialMessagesClientTest extends OfficialClientContract {

    @Override
    protected Speech speech() {
        return new MessagesSpeech();
    }

    @Override
    protected Origin origin() {
        return new Origin("messages", "local", "m");
    }

    @Override
    protected List<String> reasoning() {
        return List.of(
                "{\"type\":\"thinking\",\"thinking\":\"Hm.\",\"signature\":\"s\"}",
                "{\"type\":\"redacted_thinking\",\"data\":\"d\"}");
    }

    @Override
    protected Heard hear(String address) {
        AnthropicClient client =
                AnthropicOkHttpClient.builder()
                        .baseUrl(address)
                        .apiKey(Line.KEY)
                        .maxRetries(0)
                        .build();
        MessageAccumulator answer = MessageAccumulator.create();
        try (StreamResponse<RawMessageStreamEvent> stream =
                client.messages()
                        .createStreaming(
                                MessageCreateParams.builder()
                                        .model("m")
                                        .maxTokens(100)
                                        .addUserMessage("Hello")
                                        .build())) {
            stream.stream().forEach(answer::accumulate);
        } finally {
            client.close();
        }
        Message whole = answer.message();
        Usage usage = whole.usage();
        return new Heard(
                whole.content().stream()
                        .flatMap(block -> block.text().stream())
                        .map(text -> text.text())
                        .collect(Collectors.joining()),
                whole.content().stream()
                        .map(ContentBlock::toolUse)
                        .flatMap(call -> call.stream())
                        .map(OfficialMessagesClientTest::words)
                        .toList(),
                usage.inputTokens()
                        + usage.cacheReadInputTokens().orElse(0L)
                        + usage.cacheCreationInputTokens().orElse(0L),
                usage.outputTokens());
    }

    @Override
    protected void read(String body) throws Exception {
        ObjectMappers.jsonMapper().readValue(body, MessageCreateParams.Body.class).validate();
    }

    private static String words(ToolUseBlock call) {
        try {
            return call.name() + " " + ObjectMappers.jsonMapper().writeValueAsString(call._input());
        } catch (JsonProcessingException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
