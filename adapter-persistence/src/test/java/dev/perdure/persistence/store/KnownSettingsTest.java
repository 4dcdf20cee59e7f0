package dev.perdure.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.agent.AgentId;
import dev.perdure.agent.AgentSettings;
import dev.perdure.agent.AgentVersion;
import dev.perdure.persistence.codec.SettingsCodec;
import dev.perdure.tenant.OrganisationId;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KnownSettingsTest {

    private static final OrganisationId OTHERS = new OrganisationId(new UUID(1, 1));

    private final byte[] stored = SettingsCodec.encode(AgentSettings.of("Agent", "Be kind."));
    private final KnownSettings known = new KnownSettings(3L * stored.length);

    @Test
    void what_was_read_is_known_to_its_organisation_and_at_its_version_alone() {
        AgentSettings settings = known.read(key(1, 1), stored);

        assertThat(settings).isEqualTo(AgentSettings.of("Agent", "Be kind."));
        assertThat(known.find(key(1, 1))).containsSame(settings);
        assertThat(known.read(key(1, 1), stored)).isSameAs(settings);
        assertThat(known.find(key(1, 2))).isEmpty();
        assertThat(
                        known.find(
                                new KnownSettings.Key(
                                        OTHERS, key(1, 1).agent(), key(1, 1).version())))
                .isEmpty();
    }

    @Test
    void the_ones_used_last_stay() {
        for (int agent = 1; agent <= 3; agent++) {
            known.read(key(agent, 1), stored);
        }
        assertThat(known.find(key(1, 1))).isPresent();

        known.read(key(4, 1), stored);

        assertThat(known.find(key(1, 1))).isPresent();
        assertThat(known.find(key(2, 1))).isEmpty();
        assertThat(known.find(key(4, 1))).isPresent();
    }

    @Test
    void settings_too_large_to_be_kept_are_read_all_the_same() {
        KnownSettings none = new KnownSettings(1);

        assertThat(none.read(key(1, 1), stored)).isEqualTo(AgentSettings.of("Agent", "Be kind."));
        assertThat(none.find(key(1, 1))).isEmpty();
    }

    private static KnownSettings.Key key(long agent, int version) {
        return new KnownSettings.Key(
                OrganisationId.DEFAULT, new AgentId(new UUID(0, agent)), new AgentVersion(version));
    }
}
