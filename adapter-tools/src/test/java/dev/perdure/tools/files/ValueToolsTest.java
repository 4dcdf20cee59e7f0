package dev.perdure.tools.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.capability.CapabilityId;
import dev.perdure.engine.file.FileView;
import dev.perdure.engine.file.WorkspaceKey;
import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.provider.KeyRing;
import dev.perdure.engine.secret.SecretCases;
import dev.perdure.engine.tool.ToolContext;
import dev.perdure.event.SessionEvent;
import dev.perdure.file.FilePath;
import dev.perdure.harness.Harness;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionSettings;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.tool.IdempotencyKey;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolResult;
import dev.perdure.turn.TurnId;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueToolsTest {

    private final InMemoryStorage storage = InMemoryStorage.open();
    private final ValueTools tools = ValueTools.on(storage);
    private final SessionKey session = opened();
    private int calls;

    @Test
    void what_is_set_is_got_listed_and_deleted() {
        assertThat(answer("{'action':'set','key':'b','value':'1\\u0000'}"))
                .isEqualTo("{\"key\":\"b\",\"set\":true}");
        answer("{'action':'set','key':'a/b: c','value':''}");

        assertThat(answer("{'action':'get','key':'b'}"))
                .isEqualTo("{\"key\":\"b\",\"value\":\"1\\u0000\"}");
        assertThat(answer("{'action':'get','key':'a/b: c'}")).contains("\"value\":\"\"");
        assertThat(answer("{'action':'get','key':'c'}")).contains("\"value\":null");
        assertThat(answer("{'action':'list'}")).isEqualTo("{\"keys\":[\"a/b: c\",\"b\"]}");

        assertThat(answer("{'action':'delete','key':'b'}")).contains("\"deleted\":true");
        assertThat(answer("{'action':'delete','key':'b'}")).contains("\"deleted\":false");
        assertThat(answer("{'action':'list'}")).isEqualTo("{\"keys\":[\"a/b: c\"]}");
    }

    @Test
    void values_are_no_files() {
        answer("{'action':'set','key':'a','value':'1'}");

        assertThat(
                        storage.files()
                                .list(FileView.now(WorkspaceKey.own(session)), FilePath.ROOT, true))
                .isEmpty();
    }

    @Test
    void a_call_that_is_run_again_sets_once() {
        IdempotencyKey key = new IdempotencyKey("k");
        ToolResult first = run("{'action':'set','key':'a','value':'1'}", key);
        answer("{'action':'set','key':'a','value':'2'}");

        assertThat(run("{'action':'set','key':'a','value':'1'}", key)).isEqualTo(first);

        assertThat(answer("{'action':'get','key':'a'}")).contains("\"2\"");
    }

    @Test
    void keys_and_values_are_bounded() {
        String key = "k".repeat(ValueTools.KEY_BYTES_MAX);
        String value = "v".repeat(ValueTools.VALUE_BYTES_MAX);

        answer("{'action':'set','key':'" + key + "','value':'" + value + "'}");

        assertThat(error("{'action':'set','key':'" + key + "k','value':''}")).contains("64 bytes");
        assertThat(error("{'action':'set','key':'a','value':'" + value + "v'}"))
                .contains("A value has at most");
        for (int i = 1; i < ValueTools.KEYS_MAX; i++) {
            answer("{'action':'set','key':'" + i + "','value':''}");
        }
        assertThat(error("{'action':'set','key':'one more','value':''}")).contains("delete some");
        answer("{'action':'set','key':'1','value':'again'}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{'action':'drop'}",
                "{'action':'get'}",
                "{'action':'get','key':''}",
                "{'action':'set','key':'a'}",
                "{'action':'set','key':'a','value':1}"
            })
    void arguments_that_make_no_sense_are_an_error_in_a_sentence(String arguments) {
        assertThat(error(arguments)).endsWith(".");
    }

    @Test
    void the_names_of_secrets_are_listed_and_nothing_else_is_told_or_taken() {
        KeyRing keys = KeyRing.parse("k1:" + Base64.getEncoder().encodeToString(new byte[32]));
        assertThat(secretStore("{}")).isEqualTo("{\"names\":[]}");
        SecretCases.of(storage, keys)
                .keep()
                .keep(session, Map.of("token", "s3cret", "A", "s3cret"))
                .get();

        assertThat(secretStore("{'action':'list'}")).isEqualTo("{\"names\":[\"A\",\"token\"]}");
        assertThat(secretStore("{'action':'get','name':'token'}")).doesNotContain("s3cret");
        assertThat(secretStore("{'action':'set','name':'b','value':'x'}"))
                .isEqualTo("{\"names\":[\"A\",\"token\"]}");
    }

    @Test
    void a_session_that_is_gone_keeps_nothing() {
        storage.sessions().remove(session);

        assertThat(error("{'action':'set','key':'a','value':''}")).contains("gone");
        assertThat(answer("{'action':'list'}")).isEqualTo("{\"keys\":[]}");
    }

    private String answer(String arguments) {
        ToolResult result = run(arguments, new IdempotencyKey("call " + calls++));
        assertThat(result.error()).isEmpty();
        return result.output();
    }

    private String error(String arguments) {
        ToolResult result = run(arguments, new IdempotencyKey("call " + calls++));
        assertThat(result.succeeded()).isFalse();
        return result.error();
    }

    private String secretStore(String arguments) {
        ToolResult result = run("secret_store", arguments, new IdempotencyKey("call " + calls++));
        assertThat(result.error()).isEmpty();
        return result.output();
    }

    private ToolResult run(String arguments, IdempotencyKey key) {
        return run("kv_store", arguments, key);
    }

    private ToolResult run(String tool, String arguments, IdempotencyKey key) {
        ToolCall call =
                new ToolCall(
                        new ToolCallId("call"), tool, new JsonText(arguments.replace('\'', '"')));
        ToolContext context =
                new ToolContext(
                        session, new TurnId(new UUID(1, 1)), JsonObject.empty(), key, Instant.MAX);
        return tools.run(new CapabilityId("session_storage"), call, context);
    }

    private SessionKey opened() {
        SessionKey key = new SessionKey(OrganisationId.DEFAULT, new SessionId(new UUID(2, 2)));
        storage.log()
                .append(
                        List.of(
                                Batch.of(
                                        key,
                                        new Guard.NewStream(),
                                        List.of(
                                                new SessionEvent.SessionOpened(
                                                        SessionSettings.of(
                                                                Harness.GENERIC_ID, null, ""))))))
                .toCompletableFuture()
                .join();
        return key;
    }
}
