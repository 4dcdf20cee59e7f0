package dev.perdure.engine.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MailboxTest {

    private static final long SHORT = Duration.ofMillis(1).toNanos();
    private static final long LONG = Duration.ofSeconds(60).toNanos();

    private final Timing timing = Timing.system();
    private final Mailbox<String> mailbox = new Mailbox<>(timing);

    @Test
    void letters_are_taken_in_order_and_those_put_first_before_all() throws InterruptedException {
        mailbox.put("one");
        mailbox.put("two");
        mailbox.putFirst("zero");

        assertThat(mailbox.take(0)).isEqualTo("zero");
        assertThat(mailbox.take(0)).isEqualTo("one");
        assertThat(mailbox.take(0)).isEqualTo("two");
    }

    @Test
    void a_letter_that_lies_there_is_not_put_a_second_time() throws InterruptedException {
        mailbox.putOnce("moved");
        mailbox.putOnce("moved");

        assertThat(mailbox.take(0)).isEqualTo("moved");
        assertThat(mailbox.take(0)).isNull();
    }

    @Test
    void nothing_is_taken_when_the_time_is_up() throws InterruptedException {
        long before = timing.nanoTime();

        assertThat(mailbox.take(SHORT)).isNull();

        assertThat(timing.nanoTime() - before).isGreaterThanOrEqualTo(SHORT);
    }

    @Test
    void a_letter_wakes_who_waits_for_it() throws InterruptedException {
        Mailbox<String> answers = new Mailbox<>(timing);
        timing.thread("reader", () -> answers.put(taken())).start();

        mailbox.put("news");

        assertThat(answers.take(LONG)).isEqualTo("news");
    }

    @Test
    void who_was_interrupted_takes_nothing() throws InterruptedException {
        mailbox.put("kept");
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> mailbox.take(LONG)).isInstanceOf(InterruptedException.class);

        assertThat(mailbox.take(0)).isEqualTo("kept");
    }

    private String taken() {
        try {
            return String.valueOf(mailbox.take(LONG));
        } catch (InterruptedException interrupted) {
            return "interrupted";
        }
    }
}
