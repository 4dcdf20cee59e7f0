package dev.perdure.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Background;
import dev.perdure.contract.SessionScenario;
import dev.perdure.engine.session.AnswerApproval;
import dev.perdure.engine.session.ApprovalDraft;
import dev.perdure.engine.session.EditCheck;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.view.FoldedSessions;
import dev.perdure.engine.work.LocalPlaces;
import dev.perdure.event.Entry;
import dev.perdure.event.Envelope;
import dev.perdure.event.Event;
import dev.perdure.event.StepEvent;
import dev.perdure.event.StreamVersion;
import dev.perdure.event.TurnEvent;
import dev.perdure.json.JsonText;
import dev.perdure.loop.Answer;
import dev.perdure.loop.Moment;
import dev.perdure.loop.SessionState;
import dev.perdure.loop.TurnInput;
import dev.perdure.loop.TurnLoop;
import dev.perdure.loop.TurnState;
import dev.perdure.message.ContentPart;
import dev.perdure.message.MessageId;
import dev.perdure.model.FinishReason;
import dev.perdure.model.ModelRef;
import dev.perdure.model.Usage;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.ApprovalAnswer;
import dev.perdure.tool.CallHash;
import dev.perdure.tool.Clearance;
import dev.perdure.tool.OutcomePolicy;
import dev.perdure.tool.PlannedCall;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolOwner;
import dev.perdure.turn.Attempt;
import dev.perdure.turn.StepNumber;
import dev.perdure.turn.TurnId;
import dev.perdure.turn.TurnLimits;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two people answer the same question at once, each through another node. */
class ApprovalRaceTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final CallHash HASH = new CallHash("00ff");
    private static final ToolCall CALL =
            new ToolCall(new ToolCallId("a"), "pay", new JsonText("{}"));

    private final Database database = Database.migrated();
    private final Storage first = database.storage();
    private final Storage second = database.storage();

    @AfterEach
    void close() {
        first.close();
        second.close();
        database.close();
    }

    @Test
    void one_of_them_counts_and_the_other_is_refused() {
        for (int round = 0; round < 8; round++) {
            SessionScenario session = asked();
            Background<Boolean> yes =
                    Background.start(() -> answer(first, session, new ApprovalAnswer.Approve()));
            Background<Boolean> no =
                    Background.start(() -> answer(second, session, new ApprovalAnswer.Reject()));

            assertThat(List.of(yes.await(PATIENCE), no.await(PATIENCE)))
                    .containsExactlyInAnyOrder(true, false);
            assertThat(session.log().stream().map(Envelope::entry))
                    .filteredOn(StepEvent.ApprovalDecided.class::isInstance)
                    .hasSize(1);
        }
    }

    /** Nothing speaks against any leave. */
    private static final class AnythingGoes implements EditCheck {

        @Override
        public Optional<String> objection(
                SessionKey session, SessionState state, TurnState.Open turn, ToolCall call) {
            return Optional.empty();
        }

        @Override
        public boolean isVoid(
                SessionKey session, SessionState state, TurnState.Open turn, PlannedCall planned) {
            return false;
        }
    }

    private static boolean answer(Storage node, SessionScenario session, ApprovalAnswer answer) {
        return new AnswerApproval(
                        node.log(),
                        new FoldedSessions(node.log()),
                        LocalPlaces.none(),
                        new AnythingGoes(),
                        InstantSource.system())
                .answer(session.key(), new ApprovalDraft(CALL.id(), HASH, answer, "somebody"))
                .isRight();
    }

    /** A session whose turn waits for leave. */
    private SessionScenario asked() {
        SessionScenario session = SessionScenario.opened(first, PATIENCE);
        TurnId turn = session.enqueue();
        MessageId input = input(session, turn);
        TurnState state = new TurnState.Queued(turn, input, null);
        Moment now = new Moment(Instant.now(), new MessageId(UUID.randomUUID()), 0.5);
        PlannedCall planned =
                new PlannedCall(CALL, ToolOwner.ENGINE, false, OutcomePolicy.ASK)
                        .with(new Clearance.Needed("agent: tool pay", HASH, "definition"));
        Answer answer =
                new Answer(
                        List.of(new ContentPart.ToolUse(CALL)),
                        "",
                        List.of(planned),
                        FinishReason.TOOL_CALLS,
                        Usage.NONE,
                        Duration.ZERO,
                        null,
                        new StreamVersion(1),
                        new StreamVersion(2),
                        "hash");
        for (TurnInput each :
                List.of(
                        new TurnInput.Begin(null, new ModelRef("m"), TurnLimits.DEFAULT, now),
                        new TurnInput.ModelAnswered(
                                StepNumber.FIRST, Attempt.FIRST, answer, now))) {
            List<Event> facts = TurnLoop.decide(state, each).get().facts();
            session.write(List.<Entry>copyOf(facts));
            for (Event fact : facts) {
                state = TurnLoop.evolve(state, (TurnEvent) fact);
            }
        }
        return session;
    }

    private static MessageId input(SessionScenario session, TurnId turn) {
        return session.log().stream()
                .map(Envelope::entry)
                .filter(TurnEvent.MessageReceived.class::isInstance)
                .map(TurnEvent.MessageReceived.class::cast)
                .filter(message -> message.turn().equals(turn))
                .findFirst()
                .orElseThrow()
                .message()
                .id();
    }
}
