package dev.perdure.service;

import dev.perdure.egress.AddressPolicy;
import dev.perdure.egress.Allowances;
import dev.perdure.egress.EgressClient;
import dev.perdure.egress.EgressConfig;
import dev.perdure.egress.HostLists;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one client of this service for models and tools, opened by whoever is the first to call out,
 * and what the operator lets it ask.
 */
final class WayOut implements AutoCloseable {

    private final List<String> privateAllow;
    private final AddressPolicy tools;
    private final Object lock = new Object();
    private @Nullable EgressClient client;

    private WayOut(List<String> privateAllow, HostLists lists) {
        this.privateAllow = privateAllow;
        this.tools = AddressPolicy.publicInternet(allowances(privateAllow)).within(lists);
    }

    static WayOut of(EgressSection section) {
        return new WayOut(
                Arrays.stream(section.privateAllow().split(",", -1))
                        .map(String::strip)
                        .filter(entry -> !entry.isEmpty())
                        .toList(),
                new HostLists(section.allowedHosts(), section.blockedHosts()));
    }

    /** Of what models and users choose. */
    AddressPolicy tools() {
        return tools;
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

    private static Allowances allowances(List<String> entries) {
        try {
            return Allowances.of(entries);
        } catch (IllegalArgumentException unusable) {
            throw new StartRefused(
                    "PERDURE_EGRESS_PRIVATE_ALLOW is not usable. " + unusable.getMessage());
        }
    }
}
