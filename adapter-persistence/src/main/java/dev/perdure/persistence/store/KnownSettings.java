package dev.perdure.persistence.store;

import dev.perdure.agent.AgentId;
import dev.perdure.agent.AgentSettings;
import dev.perdure.agent.AgentVersion;
import dev.perdure.persistence.codec.SettingsCodec;
import dev.perdure.tenant.OrganisationId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of the agent versions used last. A version never changes and stays readable for
 * ever, so what is known stays true. Bounded by the size of the stored forms. Thread-safe.
 */
final class KnownSettings {

    /** A version of an agent, as one organisation sees it. */
    record Key(OrganisationId organisation, AgentId agent, AgentVersion version) {}

    private record Known(AgentSettings settings, long bytes) {}

    private final Map<Key, Known> known = new LinkedHashMap<>(16, 0.75f, true);
    private final long bytesMax;
    private long bytes;

    /**
     * @param bytesMax of the stored forms, all together
     */
    KnownSettings(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    synchronized Optional<AgentSettings> find(Key key) {
        return Optional.ofNullable(known.get(key)).map(Known::settings);
    }

    /** What is known, else what is stored; known from then on. */
    AgentSettings read(Key key, byte[] stored) {
        return find(key).orElseGet(() -> put(key, stored));
    }

    private AgentSettings put(Key key, byte[] stored) {
        AgentSettings settings = SettingsCodec.decodeAgent(stored);
        remember(key, new Known(settings, stored.length));
        return settings;
    }

    private synchronized void remember(Key key, Known settings) {
        Known before = known.put(key, settings);
        bytes += settings.bytes() - (before == null ? 0 : before.bytes());
        Iterator<Known> eldest = known.values().iterator();
        while (bytes > bytesMax) {
            bytes -= eldest.next().bytes();
            eldest.remove();
        }
    }
}
