package dev.perdure.persistence.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProcessMarkTest {

    private final ProcessMark self = ProcessMark.current();

    @Test
    void a_mark_is_read_back() {
        assertThat(ProcessMark.read(self.text())).contains(self);
    }

    @Test
    void a_process_that_runs_has_not_ended() {
        assertThat(self.knowsEnded(self)).isFalse();
    }

    @Test
    void a_process_that_was_killed_has_ended() throws IOException, InterruptedException {
        Process child = new ProcessBuilder("sleep", "1000").start();
        ProcessMark mark =
                new ProcessMark(
                        self.space(),
                        child.pid(),
                        child.info().startInstant().map(Instant::toEpochMilli).orElseThrow());
        assertThat(self.knowsEnded(mark)).isFalse();

        child.destroyForcibly().waitFor();

        assertThat(self.knowsEnded(mark)).isTrue();
    }

    @Test
    void a_process_id_that_was_given_to_another_process_tells_that_the_first_has_ended() {
        assertThat(
                        self.knowsEnded(
                                new ProcessMark(
                                        self.space(), self.pid(), self.startedMillis() - 60_000)))
                .isTrue();
    }

    @Test
    void nothing_is_concluded_about_other_machines_and_other_spaces() {
        assertThat(self.knowsEnded(new ProcessMark("elsewhere", 1_000_000_000L, 1))).isFalse();
        assertThat(new ProcessMark("", 1, 1).knowsEnded(new ProcessMark("", 1_000_000_000L, 1)))
                .isFalse();
        assertThat(ProcessMark.read("written by something else")).isEmpty();
    }
}
