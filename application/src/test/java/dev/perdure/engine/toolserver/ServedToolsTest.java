package dev.perdure.engine.toolserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.capability.Contribution;
import dev.perdure.engine.identity.IdSource;
import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.provider.KeyRing;
import dev.perdure.engine.tool.CheckedCall;
import dev.perdure.engine.tool.ToolContext;
import dev.perdure.json.Json;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;
import dev.perdure.refusal.Refusal;
import dev.perdure.resolution.ResolvedAgent;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.tool.IdempotencyKey;
import dev.perdure.tool.NetworkAccess;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolResult;
import dev.perdure.toolserver.ServedToolState;
import dev.perdure.toolserver.ToolServer;
import dev.perdure.turn.TurnId;
import io.vavr.control.Either;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ServedToolsTest {

    private static final OrganisationId HOME = OrganisationId.DEFAULT;
    private static final OrganisationId OTHER = new OrganisationId(new UUID(7, 7));
    private static final NetworkAccess BOUND = new NetworkAccess(List.of("crm.example"), List.of());
    private static final KeyRing KEYS =
            KeyRing.parse("test:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");

    private final InMemoryStorage storage = InMemoryStorage.open();
    private final FakeServers servers =
            new FakeServers().offering("look", "Looks.").offering("send", "Sends.");
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final ToolServerAssembly assembly =
            new ToolServerAssembly(
                    storage.toolServers(), servers, KEYS, () -> now, IdSource.timeOrdered());
    private final ToolServerCases cases = assembly.cases();
    private final ServedTools tools = assembly.tools();

    @Test
    void tools_are_offered_once_their_server_was_asked_and_under_its_name() throws Exception {
        ToolServer server = added("crm");
        assertThat(offered("crm", "{}")).isEmpty();

        synced(server);

        assertThat(offered("crm", "{}")).containsExactly("crm__look", "crm__send");
        assertThat(offered("crm", "{\"tools\":[\"send\"]}")).containsExactly("crm__send");
        assertThat(tools.members(HOME)).hasSize(1);
        assertThat(tools.members(OTHER)).isEmpty();
        assertThat(sentence(OTHER, "mcp:crm", "{}")).isEqualTo("There is no MCP server crm.");
        assertThat(sentence(HOME, "mcp", "{}")).contains("mcp:<name>");
        assertThat(sentence(HOME, "mcp:crm", "{\"tools\":7}")).contains("list of names");
    }

    @Test
    void what_a_server_claims_of_its_tools_is_believed_only_where_the_operator_says_so()
            throws Exception {
        ToolServer server = added("crm");
        synced(server);
        assertThat(definitions("crm"))
                .extracting(ToolDefinition::hints)
                .containsOnly(ToolHints.UNKNOWN);

        revised(server, new ToolServerEdit(null, null, null, true, null));

        assertThat(definitions("crm"))
                .extracting(ToolDefinition::hints)
                .containsOnly(FakeServers.CLAIMS);
    }

    @Test
    void a_call_is_sent_under_its_key_and_the_server_compared_only_once_in_a_while()
            throws Exception {
        synced(added("crm"));

        assertThat(run("crm__look")).isEqualTo(ToolResult.success("done"));
        assertThat(run("crm__look")).isEqualTo(ToolResult.success("done"));
        assertThat(servers.listings()).isEqualTo(2);
        assertThat(servers.calls().getFirst().tool()).isEqualTo("look");
        assertThat(servers.calls().getFirst().key()).isEqualTo(new IdempotencyKey("key"));
        assertThat(servers.lastAccess().headers()).containsEntry("Authorization", "Bearer secret");

        now = now.plus(Comparison.FRESH);
        run("crm__look");
        assertThat(servers.listings()).isEqualTo(3);
    }

    @Test
    void a_tool_that_its_server_changed_is_out_of_use_until_somebody_agrees() throws Exception {
        ToolServer server = added("crm");
        synced(server);
        servers.offering("look", "Looks, and tells me of it.");

        assertThat(run("crm__look").error()).contains("changed the tool crm__look");
        assertThat(servers.calls()).isEmpty();
        assertThat(offered("crm", "{}")).containsExactly("crm__send");
        assertThat(state(server, "look")).isEqualTo(ServedToolState.CHANGED);
        assertThat(run("crm__look").error()).contains("changed the tool crm__look");
        assertThat(run("crm__send").succeeded()).isTrue();

        assertThat(approve(server, Map.of("look", "hash of Looks.")).getLeft())
                .isInstanceOf(Refusal.Conflicting.class);
        assertThat(approve(server, Map.of("look", "hash of Looks, and tells me of it.")).isRight())
                .isTrue();

        assertThat(run("crm__look").succeeded()).isTrue();
        assertThat(offered("crm", "{}")).containsExactly("crm__look", "crm__send");
    }

    @Test
    void a_tool_under_another_name_is_a_new_one_that_nobody_approved() throws Exception {
        ToolServer server = added("crm");
        synced(server);
        servers.withdraw("look");
        servers.offering("see", "Looks.");

        assertThat(run("crm__look").error()).contains("does not have the tool crm__look any more");
        assertThat(run("crm__see").error()).isNotEmpty();
        assertThat(servers.calls()).isEmpty();
        assertThat(state(server, "look")).isEqualTo(ServedToolState.GONE);
        assertThat(state(server, "see")).isEqualTo(ServedToolState.NEW);
        assertThat(offered("crm", "{}")).containsExactly("crm__send");

        approve(server, Map.of("look", "", "see", "hash of Looks.")).get();

        assertThat(offered("crm", "{}")).containsExactly("crm__send", "crm__see");
        assertThat(stored(server).settings().tool("look")).isEmpty();
    }

    @Test
    void a_server_that_is_empty_for_a_while_has_its_tools_again() throws Exception {
        synced(added("crm"));
        servers.withdraw("look");
        servers.withdraw("send");
        assertThat(run("crm__look").error()).contains("does not have the tool crm__look any more");
        assertThat(offered("crm", "{}")).containsExactly("crm__look", "crm__send");

        servers.offering("look", "Looks.").offering("send", "Sends.");
        now = now.plus(Comparison.FRESH);

        assertThat(run("crm__look").succeeded()).isTrue();
    }

    @Test
    void a_change_that_a_server_tells_of_is_looked_at_before_the_next_call() throws Exception {
        synced(added("crm"));
        servers.answer(new ServerAnswer.Answered(ToolResult.success("done"), true));
        run("crm__look");
        int before = servers.listings();

        run("crm__look");

        assertThat(servers.listings()).isEqualTo(before + 1);
    }

    @Test
    void of_a_lost_call_nobody_knows_what_became_and_of_one_that_was_not_sent_everybody()
            throws Exception {
        synced(added("crm"));
        servers.answer(new ServerAnswer.Lost("The connection was lost."));
        assertThat(run("crm__look")).isEqualTo(ToolResult.unknown());

        servers.answer(new ServerAnswer.NotDone("Nobody is there."));
        assertThat(run("crm__look"))
                .isEqualTo(ToolResult.error("Nothing was done. Nobody is there."));

        servers.failWith("Nobody lists.");
        now = now.plus(Comparison.FRESH);
        assertThat(run("crm__look")).isEqualTo(ToolResult.error("Nothing was done. Nobody lists."));
    }

    @Test
    void a_server_is_asked_by_the_bounds_of_whoever_calls_and_anew_by_whoever_compares()
            throws Exception {
        ToolServer server = added("crm");
        synced(server);
        assertThat(servers.forgotten()).containsExactly(server.id());
        assertThat(servers.lastAccess().network()).isEmpty();

        run("crm__look");

        assertThat(servers.accesses())
                .filteredOn(access -> access.network().equals(List.of(BOUND)))
                .hasSize(2);
    }

    @Test
    void what_ends_before_the_call_is_sent_did_nothing_and_ends_in_time() throws Exception {
        synced(added("crm"));
        servers.interrupt();

        ToolResult early = run("crm__look");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(early.error()).startsWith("Nothing was done.");
        assertThat(servers.calls()).isEmpty();
        assertThat(servers.times().getLast()).isEqualTo(SyncToolServer.TIME_MAX);
        runFor(Duration.ofSeconds(2));
        Thread.interrupted();
        assertThat(servers.times().getLast()).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void a_server_out_of_use_brings_nothing_and_a_tool_that_is_not_allowed_is_not_called()
            throws Exception {
        ToolServer server = added("crm");
        synced(server);
        revised(server, new ToolServerEdit(null, null, List.of("send"), null, null));
        assertThat(offered("crm", "{}")).containsExactly("crm__send");
        assertThat(run("crm__look").error()).contains("not offered any more");

        revised(server, new ToolServerEdit(null, null, null, null, false));

        assertThat(offered("crm", "{}")).isEmpty();
        assertThat(tools.members(HOME)).isEmpty();
        assertThat(run("crm__send").error()).contains("not in use");
        assertThat(servers.calls()).isEmpty();
    }

    @Test
    void what_a_server_has_again_the_way_it_was_is_in_use_again() throws Exception {
        ToolServer server = added("crm");
        synced(server);
        servers.withdraw("look");
        synced(server);
        servers.offering("look", "Looks.");

        synced(server);

        assertThat(state(server, "look")).isEqualTo(ServedToolState.APPROVED);
    }

    @Test
    void names_that_would_be_alike_are_told_apart_or_left_out() throws Exception {
        servers.offering("a.b", "One.")
                .offering("a/b", "Another.")
                .offering("x".repeat(100), "Long.");
        ToolServer server = added("crm");

        synced(server);

        assertThat(offered("crm", "{}"))
                .hasSize(5)
                .doesNotHaveDuplicates()
                .allMatch(ToolDefinition::isName)
                .anyMatch(name -> name.matches("crm__a_b_[0-9a-f]{8}"));
    }

    @Test
    void another_address_needs_its_headers_again_and_trusts_nothing_of_the_former()
            throws Exception {
        ToolServer server = added("crm");
        synced(server);
        ToolServerEdit bare =
                new ToolServerEdit("https://elsewhere.example/", null, null, null, null);
        assertThat(cases.revise().revise(HOME, server.id(), bare).getLeft())
                .isInstanceOf(Refusal.Invalid.class);

        revised(
                server,
                new ToolServerEdit("https://elsewhere.example/", Map.of(), null, null, null));

        assertThat(offered("crm", "{}")).isEmpty();
        assertThat(stored(server).settings().headers()).isNull();
    }

    @Test
    void what_cannot_be_kept_is_refused_in_a_sentence() {
        assertThat(refusal(draft("Not A Name", "https://a.example/", Map.of())))
                .contains("lower-case words");
        assertThat(refusal(draft("a__b", "https://a.example/", Map.of())))
                .contains("lower-case words");
        assertThat(refusal(draft("n".repeat(33), "https://a.example/", Map.of())))
                .contains("32 characters");
        assertThat(refusal(draft("crm", "https://forbidden.example/", Map.of())))
                .contains("may not be asked");
        assertThat(refusal(draft("crm", "https://a.example/", Map.of("h", "v".repeat(10_001)))))
                .contains("10000 characters");
        added("crm");
        assertThat(refusal(draft("crm", "https://a.example/", Map.of()))).contains("already");
        ToolServerCases keyless =
                new ToolServerAssembly(
                                storage.toolServers(),
                                servers,
                                KeyRing.EMPTY,
                                () -> now,
                                IdSource.timeOrdered())
                        .cases();
        assertThat(
                        keyless.add()
                                .add(HOME, draft("other", "https://a.example/", Map.of("h", "v")))
                                .getLeft()
                                .sentence())
                .contains("no master key");
    }

    @Test
    void what_was_changed_since_the_gate_looked_at_it_is_not_called() throws Exception {
        ToolServer server = added("crm");
        synced(server);
        String checked = checked("crm__look");
        assertThat(run("crm__look", new CheckedCall(checked, false)).succeeded()).isTrue();

        revised(server, new ToolServerEdit(null, null, null, true, null));
        assertThat(run("crm__look", new CheckedCall(checked, false)).error())
                .contains("was changed just now, and nothing was called");
        assertThat(run("crm__look", new CheckedCall(checked, true)))
                .isEqualTo(ToolResult.unknown());
        String trusted = checked("crm__look");
        assertThat(run("crm__look", new CheckedCall(trusted, false)).succeeded()).isTrue();

        Map<String, String> other = Map.of("Authorization", "Bearer somebody else");
        revised(server, new ToolServerEdit(null, other, null, null, null));
        assertThat(run("crm__look", new CheckedCall(trusted, false)).error())
                .contains("was changed just now, and nothing was called");
        assertThat(servers.calls()).hasSize(2);
    }

    private String checked(String tool) {
        CapabilityRef use = new CapabilityRef(new CapabilityId("mcp:crm"), JsonObject.empty());
        Contribution.Given given = (Contribution.Given) contribution(HOME, "mcp:crm", "{}");
        return given.tools().stream()
                .filter(known -> known.name().equals(tool))
                .map(known -> ResolvedAgent.definitionHash(known, use, given.source()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_server_of_another_organisation_can_neither_be_changed_nor_asked() throws Exception {
        ToolServer server = added("crm");

        assertThat(cases.sync().sync(OTHER, server.id()).getLeft())
                .isEqualTo(ToolServerCheck.noSuch(server.id()));
        assertThat(cases.remove().remove(OTHER, server.id())).isPresent();
        assertThat(cases.remove().remove(HOME, server.id())).isEmpty();
        assertThat(sentence(HOME, "mcp:crm", "{}")).isEqualTo("There is no MCP server crm.");
    }

    private ToolServer added(String name) {
        return cases.add()
                .add(
                        HOME,
                        draft(
                                name,
                                "https://crm.example/mcp",
                                Map.of("Authorization", "Bearer secret")))
                .get();
    }

    private static ToolServerDraft draft(String name, String address, Map<String, String> headers) {
        return new ToolServerDraft(name, address, headers, List.of(), false, true);
    }

    private String refusal(ToolServerDraft draft) {
        return cases.add().add(HOME, draft).getLeft().sentence();
    }

    private void synced(ToolServer server) throws InterruptedException {
        assertThat(cases.sync().sync(HOME, server.id()).get().faults()).isEmpty();
    }

    private void revised(ToolServer server, ToolServerEdit edit) {
        assertThat(cases.revise().revise(HOME, server.id(), edit).isRight()).isTrue();
    }

    private Either<Refusal, ToolServer> approve(ToolServer server, Map<String, String> hashes) {
        return cases.approve().approve(HOME, server.id(), hashes);
    }

    private ToolServer stored(ToolServer server) {
        return storage.toolServers().find(HOME, server.id()).orElseThrow();
    }

    private ServedToolState state(ToolServer server, String tool) {
        return stored(server).settings().tool(tool).orElseThrow().state();
    }

    private List<String> offered(String server, String config) {
        return given(server, config).stream().map(ToolDefinition::name).toList();
    }

    private List<ToolDefinition> definitions(String server) {
        return given(server, "{}");
    }

    private List<ToolDefinition> given(String server, String config) {
        return ((Contribution.Given) contribution(HOME, "mcp:" + server, config)).tools();
    }

    private String sentence(OrganisationId organisation, String id, String config) {
        return ((Contribution.Refused) contribution(organisation, id, config)).sentence();
    }

    private Contribution contribution(OrganisationId organisation, String id, String config) {
        return tools.contribute(
                organisation,
                new CapabilityRef(new CapabilityId(id), (JsonObject) Json.parse(config).get()));
    }

    private ToolResult run(String tool) throws InterruptedException {
        return run(tool, Duration.ofMinutes(1));
    }

    private void runFor(Duration time) throws InterruptedException {
        run("crm__look", time);
    }

    private ToolResult run(String tool, Duration time) throws InterruptedException {
        return run(tool, time, CheckedCall.NOTHING);
    }

    private ToolResult run(String tool, CheckedCall checked) throws InterruptedException {
        return run(tool, Duration.ofMinutes(1), checked);
    }

    private ToolResult run(String tool, Duration time, CheckedCall checked)
            throws InterruptedException {
        String server = Arrays.asList(tool.split("__")).getFirst();
        return tools.run(
                new CapabilityId("mcp:" + server),
                new ToolCall(new ToolCallId("call"), tool, new JsonText("{}")),
                new ToolContext(
                        new SessionKey(HOME, new SessionId(new UUID(1, 1))),
                        new TurnId(new UUID(1, 2)),
                        JsonObject.empty(),
                        List.of(BOUND),
                        new IdempotencyKey("key"),
                        now.plus(time),
                        checked));
    }
}
