package dev.perdure.service.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.service.proof.harness.Api;
import dev.perdure.service.proof.harness.Await;
import dev.perdure.service.proof.harness.ServiceProcess;
import dev.perdure.service.proof.harness.TextStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a node counts, as an operator's Prometheus reads it. */
@ExtendWith(OneService.class)
class MetricsProof {

    private static final Duration COUNTED_MAX = Duration.ofMinutes(1);

    @Test
    void a_turn_is_in_the_metrics_of_the_node_that_ran_it(ServiceProcess service) throws Exception {
        Api api = service.api();
        double before = completed(api);

        TextStream answer = TextStream.post(service.port(), "/v1/ask", "What do you count?");
        assertThat(answer.status()).isEqualTo(200);

        Await.until("a turn is counted", COUNTED_MAX, () -> completed(api) > before);
        assertThat(text(api))
                .contains("perdure_model_tokens_total{", "jvm_memory_used_bytes{", "# TYPE ");
    }

    private static double completed(Api api) {
        return text(api)
                .lines()
                .filter(line -> line.startsWith("perdure_turns_ended_total{end=\"completed\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static String text(Api api) {
        Api.Answer answer = api.get("/metrics");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.contentType()).startsWith("text/plain");
        return answer.text();
    }
}
