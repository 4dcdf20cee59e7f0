package dev.perdure.persistence.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AftermathTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int STEPS = 1_000;

    private final Aftermath aftermath = new Aftermath();
    private final List<Integer> taken = new CopyOnWriteArrayList<>();

    @Test
    void steps_are_taken_in_the_order_they_came_in() {
        IntStream.range(0, STEPS).forEach(step -> aftermath.add(() -> taken.add(step)));
        aftermath.await(PATIENCE);

        assertThat(taken).isEqualTo(IntStream.range(0, STEPS).boxed().toList());
    }

    @Test
    void a_defect_keeps_no_later_step_from_being_taken() {
        aftermath.add(() -> {
            throw new IllegalStateException("a defect, on purpose");
        });
        aftermath.add(() -> taken.add(1));
        aftermath.await(PATIENCE);

        assertThat(taken).containsExactly(1);
    }

    @Test
    void whoever_adds_does_not_wait_for_what_is_added() {
        CountDownLatch gate = new CountDownLatch(1);
        aftermath.add(() -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        aftermath.add(() -> taken.add(2));
        aftermath.await(Duration.ofMillis(1));
        assertThat(taken).isEmpty();

        gate.countDown();
        aftermath.await(PATIENCE);
        assertThat(taken).containsExactly(2);
    }
}
