package dev.perdure.contract.store;

import dev.perdure.json.JsonObject;
import dev.perdure.provider.SealedSecret;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.tool.ToolHints;
import dev.perdure.toolserver.ServedDefinition;
import dev.perdure.toolserver.ServedTool;
import dev.perdure.toolserver.ToolServer;
import dev.perdure.toolserver.ToolServerId;
import dev.perdure.toolserver.ToolServerSettings;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Servers of tools for tests. */
final class SampleToolServer {

    static final OrganisationId ORGANISATION = OrganisationId.DEFAULT;
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456789Z");

    private SampleToolServer() {}

    static ToolServer named(String name) {
        return of(ORGANISATION, name, NOON);
    }

    static ToolServer of(OrganisationId organisation, String name, Instant at) {
        return with(
                organisation,
                new ToolServerId(UUID.randomUUID()),
                name,
                plain("https://" + name + ".example/mcp"),
                at);
    }

    /** Every member has a value of its own. */
    static ToolServer full(String name) {
        ServedDefinition approved = definition("Tells the weather \u2713", ToolHints.READ_ONLY);
        ServedDefinition seen =
                definition("Tells the news", new ToolHints(false, false, true, true, false));
        return with(
                ORGANISATION,
                new ToolServerId(UUID.randomUUID()),
                name,
                new ToolServerSettings(
                        "https://tools.example/mcp",
                        false,
                        true,
                        List.of("forecast", "a.b"),
                        List.of("Authorization"),
                        new SealedSecret("key-1", "d3JhcHBlZA==", "c2VhbGVk"),
                        List.of(
                                new ServedTool("forecast", "w__forecast", approved, approved),
                                new ServedTool("a.b", "w__a_b_12345678", approved, seen),
                                new ServedTool("gone", "w__gone", approved, null),
                                new ServedTool("new", "w__new", null, seen)),
                        NOON.plusSeconds(3)),
                NOON);
    }

    /** The same server as it would look if that organisation owned it. */
    static ToolServer claimedBy(OrganisationId organisation, ToolServer server) {
        return with(
                organisation, server.id(), server.name(), server.settings(), server.createdAt());
    }

    static ToolServer renamed(ToolServer server, String name) {
        return with(
                server.organisation(), server.id(), name, server.settings(), server.createdAt());
    }

    /** The next version, at another address and without headers. */
    static ToolServer revised(ToolServer server, String host) {
        return server.revised(plain("https://" + host + ".example/"), NOON.plusSeconds(60));
    }

    private static ToolServerSettings plain(String address) {
        return new ToolServerSettings(
                address, true, false, List.of(), List.of(), null, List.of(), null);
    }

    private static ServedDefinition definition(String description, ToolHints claims) {
        JsonObject schema = JsonObject.builder().put("type", "object").build();
        return new ServedDefinition(
                "Titled",
                description,
                schema,
                JsonObject.empty(),
                claims,
                "hash of " + description);
    }

    private static ToolServer with(
            OrganisationId organisation,
            ToolServerId id,
            String name,
            ToolServerSettings settings,
            Instant at) {
        return new ToolServer(
                id, organisation, name, ToolServer.VERSION_FIRST, settings, at, at.plusSeconds(1));
    }
}
