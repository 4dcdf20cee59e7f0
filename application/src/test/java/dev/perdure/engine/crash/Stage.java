package dev.perdure.engine.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.log.LogUnavailable;
import dev.perdure.engine.rig.Await;
import dev.perdure.engine.rig.ClientHand;
import dev.perdure.engine.rig.FakeTools;
import dev.perdure.engine.rig.Node;
import dev.perdure.engine.rig.Story;
import dev.perdure.engine.rig.Watcher;
import dev.perdure.engine.session.MessageDraft;
import dev.perdure.engine.session.SubmitMessage.Submitted;
import dev.perdure.event.Entry;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.json.JsonObject;
import dev.perdure.message.Controls;
import dev.perdure.message.InputPart;
import dev.perdure.message.MessageStrategy;
import dev.perdure.refusal.Refusal;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolOwner;
import dev.perdure.tool.ToolResult;
import dev.perdure.tool.Verdict;
import dev.perdure.turn.TurnId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where one scenario is played: a world, the node that serves the client now, and those that would
 * follow it. The client knows nothing of nodes; what it got no answer to, it does again.
 */
final class Stage implements AutoCloseable {

    private static final Duration BEYOND_THE_LEASE = Duration.ofSeconds(5);

    private final World world = new World();
    private final Deque<Watcher> following;
    private final List<Node> nodes = new ArrayList<>();
    private final SessionKey session;
    private final Story story;
    private Node node;
    private Watcher watcher;

    /**
     * @param watchers of the first node, and of those that replace one that died
     */
    Stage(List<? extends Watcher> watchers) {
        this.following = new ArrayDeque<>(watchers);
        this.watcher = following.removeFirst();
        this.node = world.node(watcher);
        nodes.add(node);
        this.session =
                node.openWithAgent(
                        List.of(FakeTools.definition("ask", ToolHints.UNKNOWN, ToolOwner.CLIENT)));
        this.story = new Story(world.storage.log(), session);
    }

    World world() {
        return world;
    }

    SessionKey session() {
        return session;
    }

    /** The log, read past every watcher. */
    Story story() {
        return story;
    }

    /** Plays the acts and waits until every turn has ended; what is asked on the way is ruled. */
    void play(Scenario scenario) {
        for (Scenario.Act act : scenario.acts()) {
            insistOn(act);
        }
        insistOn(Stage::awaitEnd);
    }

    /** Does it again until somebody has answered who was alive thereafter. */
    void insistOn(Scenario.Act act) {
        boolean done = false;
        while (!done) {
            try {
                act.on(this);
                done = !isLost();
            } catch (Death | LogUnavailable noAnswer) {
                Thread.onSpinWait();
            }
            if (isLost()) {
                replaceNode();
            }
        }
    }

    void say(String text) {
        say(text, MessageStrategy.ENQUEUE);
    }

    void say(String text, MessageStrategy strategy) {
        MessageDraft draft =
                new MessageDraft(
                        List.of(new InputPart.Text(text)),
                        Controls.NONE,
                        JsonObject.empty(),
                        JsonObject.empty(),
                        JsonObject.empty(),
                        strategy,
                        "key of " + text);
        Submitted submitted = node.useCases().submitMessage().submit(session, draft).get();
        assertThat(story.records()).contains(submitted.envelope());
    }

    /** Says something that is to be refused, because a turn is under way. */
    void sayInVain(String text) {
        MessageDraft draft = MessageDraft.ofText(text).with(MessageStrategy.REJECT);
        assertThat(node.useCases().submitMessage().submit(session, draft).getLeft())
                .isInstanceOf(Refusal.Conflicting.class);
    }

    void cancel() {
        node.cancel(session);
    }

    void handIn(String call) {
        TurnId turn = story.all(TurnEvent.MessageReceived.class).getFirst().turn();
        ClientHand.give(
                node.storage().log(),
                session,
                turn,
                Map.of(new ToolCallId(call), ToolResult.success("42")));
    }

    /** Waits for such a record; not longer than the node lives or its turns last. */
    void await(Class<? extends Entry> kind) {
        Await.until(
                "a " + kind.getSimpleName(),
                () -> isLost() || !story.all(kind).isEmpty() || allEndedOnceRuled());
    }

    void awaitEnd() {
        Await.until("the end of every turn", () -> isLost() || allEndedOnceRuled());
    }

    private boolean allEndedOnceRuled() {
        asked().ifPresent(this::rule);
        return allEnded();
    }

    private Optional<ToolCallId> asked() {
        Set<ToolCallId> asked = new LinkedHashSet<>();
        story.all(StepEvent.RulingRequested.class).forEach(fact -> asked.add(fact.call()));
        story.all(StepEvent.OutcomeRuled.class).forEach(fact -> asked.remove(fact.call()));
        return allEnded() ? Optional.empty() : asked.stream().findFirst();
    }

    private void rule(ToolCallId call) {
        node.useCases().ruleOutcome().rule(session, call, new Verdict.TellModel());
    }

    private boolean allEnded() {
        Set<TurnId> open = new HashSet<>();
        story.all(TurnEvent.MessageReceived.class).forEach(fact -> open.add(fact.turn()));
        story.all(TurnEvent.SessionIdled.class).forEach(fact -> open.remove(fact.turn()));
        story.all(TurnEvent.MessageSteered.class).forEach(fact -> open.remove(fact.turn()));
        return open.isEmpty();
    }

    private boolean isLost() {
        return watcher instanceof Mortal mortal && mortal.isDead();
    }

    private void replaceNode() {
        world.clock.jump(BEYOND_THE_LEASE);
        watcher = following.removeFirst();
        if (watcher instanceof Mortal mortal) {
            mortal.crossings().arm();
        }
        node = world.node(watcher);
        nodes.add(node);
    }

    @Override
    public void close() {
        world.end();
        nodes.forEach(Stage::bury);
    }

    private static void bury(Node node) {
        try {
            node.close();
        } catch (Death dead) {
            assertThat(dead).as("a dead node cannot even say that it leaves").isNotNull();
        }
    }
}
