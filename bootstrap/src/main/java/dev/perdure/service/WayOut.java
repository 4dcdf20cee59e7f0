package dev.perdure.service;

import dev.perdure.egress.AddressPolicy;
import dev.perdure.egress.Allowances;
import dev.perdure.egress.EgressClient;
import dev.perdure.egress.EgressConfig;
import dev.perdure.egress.HostLists;
import dev.perdure.engine.secret.OpenSecret;
import dev.perdure.engine.tool.ToolRunner;
import dev.perdure.tools.http.HttpTools;
import dev.perdure.tools.http.SessionSecrets;
import dev.perdure.tools.http.ToolSecrets;
import dev.perdure.tools.web.WebTools;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one client of this service for models and tools, opened by whoever is the first to call out,
 * and what the operator lets it ask.
 */
final class WayOut implements AutoCloseable {

    private final List<String> privateAllow;
    private final AddressPolicy tools;
    private final ToolSecrets secrets;
    private final Object lock = new Object();
    private @Nullable EgressClient client;

    private WayOut(List<String> privateAllow, HostLists lists, ToolSecrets secrets) {
        this.privateAllow = privateAllow;
        this.tools = AddressPolicy.publicInternet(allowances(privateAllow)).within(lists);
        this.secrets = secrets;
    }

    static WayOut of(EgressSection section, Map<String, String> environment) {
        return new WayOut(
                Arrays.stream(section.privateAllow().split(",", -1))
                        .map(String::strip)
                        .filter(entry -> !entry.isEmpty())
                        .toList(),
                lists(section),
                ConfiguredSecrets.of(section.secrets(), environment));
    }

    /** Of what models and users choose. */
    AddressPolicy tools() {
        return tools;
    }

    /**
     * The tools that ask others by themselves.
     *
     * @param ofSessions the secrets of sessions, which come before those of the operator
     */
    List<ToolRunner> runners(OpenSecret ofSessions) {
        return List.of(
                new WebTools(this::client, tools, InstantSource.system()),
                new HttpTools(
                        this::client,
                        tools,
                        new SessionSecrets(ofSessions, secrets),
                        InstantSource.system()));
    }

    /**
     * Of providers that came through the API.
     *
     * @param trusted may be asked besides
     */
    AddressPolicy providers(List<String> trusted) {
        List<String> all = new ArrayList<>(privateAllow);
        all.addAll(trusted);
        try {
            return AddressPolicy.providers(Allowances.of(all));
        } catch (IllegalArgumentException unusable) {
            throw new StartRefused("models.trusted_hosts is not usable. " + unusable.getMessage());
        }
    }

    EgressClient client() {
        synchronized (lock) {
            EgressClient open = client;
            if (open == null) {
                open = EgressClient.create(EgressConfig.DEFAULT);
                client = open;
            }
            return open;
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            if (client != null) {
                client.close();
            }
        }
    }

    private static HostLists lists(EgressSection section) {
        try {
            return new HostLists(section.allowedHosts(), section.blockedHosts());
        } catch (IllegalArgumentException unusable) {
            throw new StartRefused(
                    "egress.allowed_hosts or egress.blocked_hosts is not usable. "
                            + unusable.getMessage());
        }
    }

    private static Allowances allowances(List<String> entries) {
        try {
            return Allowances.of(entries);
        } catch (IllegalArgumentException unusable) {
            throw new StartRefused(
                    "PERDURE_EGRESS_PRIVATE_ALLOW is not usable. " + unusable.getMessage());
        }
    }
}
