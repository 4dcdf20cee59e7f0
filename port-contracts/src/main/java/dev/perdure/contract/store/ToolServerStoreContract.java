package dev.perdure.contract.store;

import static dev.perdure.contract.store.SampleToolServer.NOON;
import static dev.perdure.contract.store.SampleToolServer.ORGANISATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Background;
import dev.perdure.contract.StorageContract;
import dev.perdure.engine.store.ToolServerStore;
import dev.perdure.engine.store.ToolServerStore.ToolServerWrite;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.toolserver.ToolServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What a {@link ToolServerStore} owes. */
public abstract class ToolServerStoreContract extends StorageContract {

    private static final int WRITERS = 6;

    @Test
    void an_added_server_is_found_as_it_was_added() {
        ToolServer server = SampleToolServer.full("weather");

        assertThat(toolServers().insert(server)).isEqualTo(ToolServerWrite.STORED);

        assertThat(toolServers().find(ORGANISATION, server.id())).contains(server);
        assertThat(toolServers().list(ORGANISATION)).containsExactly(server);
        assertThat(toolServers().named(ORGANISATION, "weather")).contains(server);
        assertThat(otherNode().toolServers().find(ORGANISATION, server.id())).contains(server);
        assertThat(otherNode().toolServers().list(ORGANISATION)).containsExactly(server);
    }

    @Test
    void servers_are_listed_oldest_first() {
        ToolServer second = stored(SampleToolServer.of(ORGANISATION, "b", NOON.plusSeconds(5)));
        ToolServer first = stored(SampleToolServer.of(ORGANISATION, "c", NOON));
        ToolServer third = stored(SampleToolServer.of(ORGANISATION, "a", NOON.plusSeconds(5)));

        assertThat(toolServers().list(ORGANISATION)).containsExactly(first, second, third);
    }

    @Test
    void a_server_of_another_organisation_does_not_exist() {
        ToolServer server = stored(SampleToolServer.full("weather"));
        OrganisationId stranger = stranger();

        assertThat(toolServers().find(stranger, server.id())).isEmpty();
        assertThat(toolServers().named(stranger, server.name())).isEmpty();
        assertThat(toolServers().list(stranger)).isEmpty();
        assertThat(toolServers().remove(stranger, server.id())).isFalse();
        ToolServer seized =
                SampleToolServer.revised(SampleToolServer.claimedBy(stranger, server), "x");
        assertThat(toolServers().replace(seized, server.version()))
                .isEqualTo(ToolServerWrite.VERSION_CONFLICT);
        assertThat(toolServers().find(ORGANISATION, server.id())).contains(server);
    }

    @Test
    void an_id_is_used_once_whichever_organisation_asks() {
        ToolServer server = stored(SampleToolServer.named("weather"));

        assertThat(toolServers().insert(SampleToolServer.renamed(server, "other")))
                .isEqualTo(ToolServerWrite.ID_TAKEN);
        ToolServer foreign = SampleToolServer.claimedBy(stranger(), server);
        assertThat(toolServers().insert(foreign)).isEqualTo(ToolServerWrite.ID_TAKEN);

        assertThat(toolServers().list(ORGANISATION)).containsExactly(server);
        assertThat(toolServers().list(foreign.organisation())).isEmpty();
    }

    @Test
    void a_name_is_used_once_in_each_organisation() {
        ToolServer first = stored(SampleToolServer.named("weather"));
        ToolServer theirs = SampleToolServer.of(stranger(), "weather", NOON);

        assertThat(toolServers().insert(SampleToolServer.named("weather")))
                .isEqualTo(ToolServerWrite.NAME_TAKEN);
        assertThat(toolServers().insert(theirs)).isEqualTo(ToolServerWrite.STORED);

        assertThat(toolServers().list(ORGANISATION)).containsExactly(first);
        assertThat(toolServers().list(theirs.organisation())).containsExactly(theirs);
    }

    @Test
    void a_server_is_replaced_only_as_it_was_seen() {
        ToolServer server = stored(SampleToolServer.full("weather"));
        ToolServer revised = SampleToolServer.revised(server, "Second");
        assertThat(toolServers().replace(revised, 1)).isEqualTo(ToolServerWrite.STORED);

        ToolServer late = SampleToolServer.revised(server, "Late");
        assertThat(toolServers().replace(late, 1)).isEqualTo(ToolServerWrite.VERSION_CONFLICT);
        assertThat(toolServers().replace(late, 3)).isEqualTo(ToolServerWrite.VERSION_CONFLICT);
        assertThat(
                        toolServers()
                                .replace(
                                        SampleToolServer.revised(SampleToolServer.named("z"), "z"),
                                        1))
                .isEqualTo(ToolServerWrite.VERSION_CONFLICT);

        assertThat(toolServers().list(ORGANISATION)).containsExactly(revised);
    }

    @Test
    void a_removed_server_is_gone_and_gives_up_its_name() {
        ToolServer server = stored(SampleToolServer.full("weather"));
        ToolServer other = stored(SampleToolServer.named("other"));

        assertThat(toolServers().remove(ORGANISATION, server.id())).isTrue();

        assertThat(toolServers().remove(ORGANISATION, server.id())).isFalse();
        assertThat(toolServers().find(ORGANISATION, server.id())).isEmpty();
        assertThat(toolServers().named(ORGANISATION, "weather")).isEmpty();
        assertThat(toolServers().list(ORGANISATION)).containsExactly(other);
        stored(SampleToolServer.named("weather"));
    }

    @Test
    void of_concurrent_servers_with_one_name_exactly_one_is_added() {
        List<ToolServerWrite> outcomes =
                concurrently(servers -> servers.insert(SampleToolServer.named("weather")));

        assertThat(outcomes).containsOnlyOnce(ToolServerWrite.STORED);
        assertThat(outcomes).filteredOn(ToolServerWrite.NAME_TAKEN::equals).hasSize(WRITERS - 1);
        assertThat(toolServers().list(ORGANISATION)).hasSize(1);
    }

    @Test
    void of_concurrent_revisions_of_one_version_exactly_one_is_stored() {
        ToolServer server = stored(SampleToolServer.named("weather"));
        ToolServer revised = SampleToolServer.revised(server, "Second");

        List<ToolServerWrite> outcomes = concurrently(servers -> servers.replace(revised, 1));

        assertThat(outcomes).containsOnlyOnce(ToolServerWrite.STORED);
        assertThat(outcomes)
                .filteredOn(ToolServerWrite.VERSION_CONFLICT::equals)
                .hasSize(WRITERS - 1);
    }

    private ToolServerStore toolServers() {
        return node().toolServers();
    }

    private ToolServer stored(ToolServer server) {
        assertThat(toolServers().insert(server)).isEqualTo(ToolServerWrite.STORED);
        assertThat(toolServers().find(server.organisation(), server.id())).contains(server);
        return server;
    }

    private List<ToolServerWrite> concurrently(Function<ToolServerStore, ToolServerWrite> write) {
        List<Callable<ToolServerWrite>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            ToolServerStore writing = i % 2 == 0 ? toolServers() : otherNode().toolServers();
            writers.add(() -> write.apply(writing));
        }
        return Background.together(patience(), writers);
    }
}
