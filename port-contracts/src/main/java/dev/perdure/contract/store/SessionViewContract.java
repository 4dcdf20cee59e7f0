package dev.perdure.contract.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.agent.AgentId;
import dev.perdure.contract.Sample;
import dev.perdure.contract.SampleValues;
import dev.perdure.contract.SessionScenario;
import dev.perdure.contract.StorageContract;
import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.store.Page;
import dev.perdure.engine.store.SessionStore;
import dev.perdure.engine.store.SessionStore.SessionQuery;
import dev.perdure.engine.store.Window;
import dev.perdure.engine.work.Claim;
import dev.perdure.event.Envelope;
import dev.perdure.event.SessionEvent;
import dev.perdure.event.StreamVersion;
import dev.perdure.harness.Harness;
import dev.perdure.session.Session;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionSettings;
import dev.perdure.session.SessionStatus;
import dev.perdure.tenant.OrganisationId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Sessions as a view of the log. */
abstract class SessionViewContract extends StorageContract {

    private static final Window ALL = new Window(0, Window.LIMIT_MAX);

    @Test
    void an_opened_session_is_found_on_every_node_as_its_log_has_it() {
        SessionScenario session =
                SessionScenario.opened(node(), SampleValues.sessionSettings(), patience());
        Envelope opening = session.log().getFirst();

        Session expected =
                new Session(
                        session.key(),
                        SampleValues.sessionSettings(),
                        SessionStatus.STARTED,
                        opening.time(),
                        opening.time());

        assertThat(sessions().find(session.key())).contains(expected);
        assertThat(otherNode().sessions().find(session.key())).contains(expected);
        assertThat(listed(null, "")).containsExactly(expected);
    }

    @Test
    void a_session_is_updated_by_every_append() {
        SessionScenario session = openSession();
        Envelope opening = session.log().getFirst();
        fixture().advanceTime(Duration.ofMillis(3));
        Envelope last = session.on(otherNode()).write(Sample.fact("news")).envelopes().getFirst();
        assertThat(last.time()).isAfter(opening.time());

        assertThat(sessions().find(session.key()))
                .hasValueSatisfying(found -> {
                    assertThat(found.createdAt()).isEqualTo(opening.time());
                    assertThat(found.updatedAt()).isEqualTo(last.time());
                });
        assertThat(listed(null, "")).extracting(Session::updatedAt).containsExactly(last.time());
    }

    @Test
    void changed_settings_are_shown_and_found_everywhere_from_the_append_on() {
        AgentId agent = new AgentId(UUID.randomUUID());
        SessionScenario session = open("A first title", agent);
        SessionSettings changed =
                settings("Another name", agent)
                        .described("Another name", List.of("tag"), SampleValues.document());

        session.on(otherNode()).write(new SessionEvent.SettingsChanged(changed, "A first title"));

        assertThat(sessions().find(session.key())).map(Session::settings).contains(changed);
        assertThat(otherNode().sessions().find(session.key()))
                .map(Session::settings)
                .contains(changed);
        assertThat(listed(agent, "NOTHER")).extracting(Session::settings).containsExactly(changed);
        assertThat(listed(null, "first")).isEmpty();
    }

    @Test
    void settings_that_were_refused_are_not_shown() {
        SessionScenario session = open("first", null);
        session.write(Sample.fact("news"));

        AppendOutcome late =
                session.attempt(
                        new Guard.AtVersion(new StreamVersion(1)),
                        new SessionEvent.SettingsChanged(settings("second", null), "first"));

        assertThat(late).isInstanceOf(AppendOutcome.Refused.class);
        assertThat(listed(null, ""))
                .extracting(found -> found.settings().title())
                .containsExactly("first");
    }

    @Test
    void a_session_that_does_not_exist_is_not_found() {
        SessionScenario session = openSession();

        assertThat(sessions().find(session.key())).isPresent();
        assertThat(sessions().find(SessionScenario.freshKey(OrganisationId.DEFAULT))).isEmpty();
    }

    @Test
    void a_refused_opening_leaves_the_session_as_it_was() {
        SessionScenario session = open("first", null);

        AppendOutcome again =
                session.attempt(new Guard.NewStream(), Sample.opening(settings("second", null)));

        assertThat(again).isInstanceOf(AppendOutcome.Refused.class);
        assertThat(listed(null, ""))
                .extracting(found -> found.settings().title())
                .containsExactly("first");
    }

    @Test
    void a_session_of_another_organisation_does_not_exist() {
        SessionScenario ours = openSession();
        SessionScenario theirs =
                SessionScenario.of(node(), SessionScenario.freshKey(stranger()), patience());
        theirs.append(new Guard.NewStream(), Sample.opening());

        assertThat(sessions().find(ours.key())).isPresent();
        assertThat(sessions().find(ours.as(stranger()).key())).isEmpty();
        assertThat(listed(null, "")).extracting(Session::key).containsExactly(ours.key());
        assertThat(
                        sessions()
                                .list(theirs.key().organisation(), new SessionQuery(null, "", ALL))
                                .items())
                .extracting(Session::key)
                .containsExactly(theirs.key());
        assertThat(sessions().list(stranger(), new SessionQuery(null, "", ALL)))
                .isEqualTo(new Page<>(List.of(), 0));
    }

    @Test
    void sessions_are_listed_newest_first_whatever_happens_in_them() {
        List<SessionScenario> opened = openMany(4);
        opened.getFirst().write(Sample.fact("the oldest is busy"));

        assertThat(listed(null, ""))
                .extracting(Session::key)
                .isEqualTo(opened.reversed().stream().map(SessionScenario::key).toList());
    }

    @Test
    void windows_put_together_are_the_whole_list() {
        List<SessionKey> opened = openMany(7).stream().map(SessionScenario::key).toList();

        List<SessionKey> all = new ArrayList<>();
        for (int offset = 0; offset < 9; offset += 3) {
            Page<Session> page = list(null, "", new Window(offset, 3));
            assertThat(page.total()).isEqualTo(7);
            page.items().forEach(session -> all.add(session.key()));
        }

        assertThat(all).isEqualTo(opened.reversed());
        assertThat(list(null, "", new Window(7, 3))).isEqualTo(new Page<>(List.of(), 7));
    }

    @Test
    void sessions_are_found_by_their_agent() {
        AgentId agent = new AgentId(UUID.randomUUID());
        AgentId idle = new AgentId(UUID.randomUUID());
        SessionScenario first = open("first", agent);
        open("of another", new AgentId(UUID.randomUUID()));
        open("of none", null);
        SessionScenario second = open("second", agent);

        assertThat(listed(agent, ""))
                .extracting(Session::key)
                .containsExactly(second.key(), first.key());
        assertThat(list(agent, "", new Window(0, 1)).total()).isEqualTo(2);
        assertThat(list(idle, "", ALL)).isEqualTo(new Page<>(List.of(), 0));
        assertThat(listed(null, "")).hasSize(4);
    }

    @Test
    void sessions_are_found_by_a_part_of_their_title_in_any_case() {
        SessionScenario first = open("A Trip to \u00c4gypten", null);
        SessionScenario second = open("another TRIP", null);
        SessionScenario third = open("100% unrelated_title", null);

        assertThat(listed(null, "trip"))
                .extracting(Session::key)
                .containsExactly(second.key(), first.key());
        assertThat(listed(null, "\u00e4GYP")).extracting(Session::key).containsExactly(first.key());
        assertThat(listed(null, "%")).extracting(Session::key).containsExactly(third.key());
        assertThat(listed(null, "d_t")).extracting(Session::key).containsExactly(third.key());
        assertThat(listed(null, "trip \0")).isEmpty();
        assertThat(list(null, "trip", new Window(0, 1)).total()).isEqualTo(2);
    }

    @Test
    void sessions_are_found_by_their_waiting_for_somebody() {
        node().work().join();
        List<SessionScenario> opened = openMany(5);
        opened.get(0).parkForClient(opened.get(0).startTurn());
        Claim sleeping = opened.get(1).startTurn();
        opened.get(1).parkUntil(sleeping, Instant.now().plus(Duration.ofDays(365)));
        opened.get(2).startTurn();
        SessionScenario ended = opened.get(3);
        ended.finish(ended.startTurn());
        opened.get(4).parkForClient(opened.get(4).startTurn());

        assertThat(waiting(ALL).items())
                .extracting(Session::key)
                .containsExactly(opened.get(4).key(), opened.get(0).key());
        assertThat(waiting(new Window(1, 1)).total()).isEqualTo(2);
        assertThat(sessions().list(stranger(), SessionQuery.ofWaiting(ALL)).items()).isEmpty();
    }

    private Page<Session> waiting(Window window) {
        return sessions().list(OrganisationId.DEFAULT, SessionQuery.ofWaiting(window));
    }

    @Test
    void a_storage_keeps_its_sessions_over_reopening_exactly_when_it_says_so() {
        SessionScenario session = openSession();
        Session before = sessions().find(session.key()).orElseThrow();

        SessionStore reopened = fixture().reopen(node()).sessions();

        if (fixture().survivesReopen()) {
            assertThat(reopened.find(session.key())).contains(before);
        } else {
            assertThat(reopened.find(session.key())).isEmpty();
        }
    }

    private SessionStore sessions() {
        return node().sessions();
    }

    private List<Session> listed(@Nullable AgentId agent, String search) {
        return list(agent, search, ALL).items();
    }

    private Page<Session> list(@Nullable AgentId agent, String search, Window window) {
        return sessions().list(OrganisationId.DEFAULT, new SessionQuery(agent, search, window));
    }

    private List<SessionScenario> openMany(int count) {
        List<SessionScenario> opened = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            opened.add(open("session " + i, null));
        }
        return opened;
    }

    /** Opens a session that is younger than those opened before. */
    private SessionScenario open(String title, @Nullable AgentId agent) {
        fixture().advanceTime(Duration.ofMillis(2));
        return SessionScenario.opened(node(), settings(title, agent), patience());
    }

    private static SessionSettings settings(String title, @Nullable AgentId agent) {
        return SessionSettings.of(Harness.GENERIC_ID, agent, title);
    }
}
