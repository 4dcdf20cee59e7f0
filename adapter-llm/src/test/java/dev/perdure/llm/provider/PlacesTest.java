package dev.perdure.llm.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Background;
import dev.perdure.contract.http.Exchange;
import dev.perdure.contract.http.ScriptedServer;
import dev.perdure.egress.Destination;
import dev.perdure.egress.EgressClient;
import dev.perdure.egress.EgressConfig;
import dev.perdure.engine.model.ModelChunk;
import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.model.ModelStream;
import dev.perdure.llm.drivers.ProviderType;
import dev.perdure.llm.rig.Asking;
import dev.perdure.model.FailureKind;
import dev.perdure.model.NextMove;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PlacesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void who_waits_gets_the_place_that_is_left() throws InterruptedException {
        Places places = Places.of(1, PATIENCE);
        Places.Place first = Objects.requireNonNull(places.take());

        try (Background<Places.Place> waiting = Background.start(places::take)) {
            first.leave();
            assertThat(waiting.await(PATIENCE)).isNotNull();
        }
    }

    @Test
    void more_and_fewer_may_be_allowed_while_calls_are_under_way() throws InterruptedException {
        Places places = Places.of(1, Duration.ZERO);
        Places.Place first = Objects.requireNonNull(places.take());
        places.allow(2);
        Places.Place second = Objects.requireNonNull(places.take());
        places.allow(1);
        first.leave();

        assertThat(places.take()).isNull();
        second.leave();
        assertThat(places.take()).isNotNull();
        places.allow(null);
        assertThat(places.take()).isNotNull();
    }

    @Test
    void a_place_is_left_once() throws InterruptedException {
        Places places = Places.of(1, Duration.ZERO);
        Places.Place first = Objects.requireNonNull(places.take());
        first.leave();
        first.leave();

        assertThat(places.take()).isNotNull();
        assertThat(places.take()).isNull();
    }

    @Test
    void without_a_bound_there_are_as_many_as_are_asked_for() throws InterruptedException {
        Places places = Places.of(null, Duration.ZERO);

        for (int place = 0; place < 1_000; place++) {
            assertThat(places.take()).isNotNull();
        }
    }

    @Test
    void no_more_calls_of_an_account_are_under_way_than_it_allows() throws InterruptedException {
        try (ScriptedServer server = ScriptedServer.start(Exchange::staySilent);
                EgressClient egress = EgressClient.create(EgressConfig.DEFAULT)) {
            ModelClient models = models(server, egress);
            List<ModelStream> open = new ArrayList<>();
            open.add(models.open(Asking.about("Hello").request()));
            open.add(models.open(Asking.about("Hello").request()));

            try (ModelStream third = models.open(Asking.about("Hello").request())) {
                assertThat(third.next())
                        .isInstanceOfSatisfying(
                                ModelChunk.Failed.class,
                                failed -> {
                                    assertThat(failed.failure().kind()).isEqualTo(FailureKind.BUSY);
                                    assertThat(failed.failure().nextMove())
                                            .isInstanceOf(NextMove.BackOff.class);
                                });
            }
            open.getFirst().close();
            open.add(models.open(Asking.about("Hello").request()));

            open.forEach(ModelStream::close);
            assertThat(server.requests()).hasSizeLessThanOrEqualTo(3);
        }
    }

    private static ModelClient models(ScriptedServer server, EgressClient egress) {
        return ProviderType.OPENAI_COMPATIBLE.models(
                Account.of("local", Destination.of(server.address() + "/v1"), null, List.of())
                        .with(Places.of(2)),
                egress);
    }
}
