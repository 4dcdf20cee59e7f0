package dev.perdure.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Sample;
import dev.perdure.contract.SampleSchedules;
import dev.perdure.contract.SessionScenario;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.store.ScheduleStore;
import dev.perdure.engine.store.Storage;
import dev.perdure.schedule.Schedule;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UnreadableScheduleTest {

    private static final Duration HOLD = Duration.ofSeconds(10);
    private static final Duration HOUR = Duration.ofHours(1);

    private final Database database = Database.migrated();
    private Storage node;

    @BeforeEach
    void open() {
        node = database.storage();
    }

    @AfterEach
    void close() {
        node.close();
        database.close();
    }

    @Test
    void it_keeps_no_other_one_back_and_is_looked_at_ever_more_rarely() {
        SessionScenario session =
                SessionScenario.of(
                        node,
                        SessionScenario.freshKey(OrganisationId.DEFAULT),
                        Duration.ofSeconds(60));
        session.append(new Guard.NewStream(), Sample.opening());
        Schedule unreadable = added(session.key(), SampleSchedules.TIME);
        Schedule sound = added(session.key(), SampleSchedules.TIME.plusMillis(1));
        database.run(
                "update perdure.schedule set terms = convert_to('{', 'UTF8') where id = ?",
                unreadable.id().value());
        ScheduleStore store = node.schedules();
        Instant late = SampleSchedules.TIME.plus(HOUR);

        assertThat(store.takeDue(late, HOLD, 10).schedules()).containsExactly(sound);
        database.run(
                "update perdure.schedule set terms = (select terms from perdure.schedule where id = ?)",
                sound.id().value());

        Instant again = late.plus(HOUR.dividedBy(10));
        assertThat(store.takeDue(again.minusMillis(1), Duration.ofDays(1), 10).schedules())
                .containsExactly(sound);
        assertThat(store.takeDue(again, HOLD, 10).schedules())
                .extracting(Schedule::id)
                .containsExactly(unreadable.id());
    }

    private Schedule added(SessionKey session, Instant due) {
        Schedule schedule = SampleSchedules.daily(session, due);
        assertThat(node.schedules().insert(schedule, 10))
                .isEqualTo(ScheduleStore.ScheduleWrite.STORED);
        return schedule;
    }
}
