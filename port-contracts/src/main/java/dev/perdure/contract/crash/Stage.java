package dev.perdure.contract.crash;

import dev.perdure.budget.Budget;
import dev.perdure.contract.Await;
import dev.perdure.contract.invariant.Violation;
import dev.perdure.engine.log.LogUnavailable;
import dev.perdure.engine.session.MessageDraft;
import dev.perdure.engine.store.StoreUnavailable;
import dev.perdure.engine.work.WorkUnavailable;
import dev.perdure.event.Entry;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.json.JsonObject;
import dev.perdure.message.Controls;
import dev.perdure.message.InputPart;
import dev.perdure.message.MessageStrategy;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolResult;
import dev.perdure.tool.Verdict;
import dev.perdure.turn.TurnId;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where one scenario is played: the node in danger, the one beside it if there are two, and those
 * that take the place of one that stopped. The client knows nothing of that; what it got no answer
 * to, it does again.
 */
final class Stage implements AutoCloseable {

    private final World world;
    private final List<Node> nodes = new ArrayList<>();
    private final Node beside;
    private final SessionKey session;
    private final Story story;
    private final Deque<Watcher> following;
    private Watcher watcher;
    private Node node;
    private Node asked;

    /**
     * @param watchers of the node in danger, and of those that replace it
     */
    Stage(World world, List<Watcher> watchers) {
        this.world = world;
        this.following = new ArrayDeque<>(watchers);
        this.watcher = next();
        this.node = begin();
        this.asked = node;
        this.beside = world.setting().nodes() > 1 ? begin(Mortal.immortal()) : node;
        this.session = node.open();
        this.story = new Story(world.eyes().log(), session);
        watcher.arm();
    }

    SessionKey session() {
        return session;
    }

    Story story() {
        return story;
    }

    /** Plays the acts and waits until every turn has ended; what is asked on the way is decided. */
    void play(Scenario scenario) {
        scenario.acts().forEach(this::insistOn);
        insistOn(Stage::awaitEnd);
    }

    /** Does it again until somebody has answered who was alive thereafter. */
    void insistOn(Act act) {
        boolean done = false;
        while (!done) {
            try {
                act.on(this);
                done = !watcher.isLost();
            } catch (Death | LogUnavailable | StoreUnavailable | WorkUnavailable noAnswer) {
                Thread.onSpinWait();
            }
            if (watcher.isLost()) {
                world.outlastLeases();
                watcher = next();
                watcher.arm();
                node = begin();
                asked = node;
            }
        }
    }

    /** From now on nothing goes wrong any more. */
    void calm() {
        following.clear();
        watcher.disarm();
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
        Entry taken = asked.submitMessage().submit(session, draft).get().envelope().entry();
        if (!(taken instanceof TurnEvent.MessageReceived)
                || !story.all(Entry.class).contains(taken)) {
            throw new Violation("acknowledged and not in the log: " + text);
        }
    }

    void sayInVain(String text) {
        MessageDraft draft = MessageDraft.ofText(text).with(MessageStrategy.REJECT);
        if (asked.submitMessage().submit(session, draft).isRight()) {
            throw new Violation("was to be refused and was taken: " + text);
        }
    }

    void cancel() {
        asked.cancelTurn().cancel(session, "Enough.").get();
    }

    void bound(long tokens) {
        Purse.of(world.eyes(), session).bound(tokens);
    }

    void topUp(long tokens) {
        Budget budget = Purse.of(world.eyes(), session).budgets().getFirst();
        asked.keepBudgets()
                .topUp(budget.organisation(), budget.id(), BigDecimal.valueOf(tokens), "")
                .get();
    }

    void rename() {
        asked.reviseSession()
                .revise(
                        session,
                        settings ->
                                settings.described(
                                        "Another name", settings.tags(), settings.extensions()));
    }

    void remove() {
        asked.removeSession().remove(session);
    }

    void drain() {
        node.close();
        node = begin();
        asked = node;
    }

    void elsewhere(Act act) {
        asked = beside;
        try {
            act.on(this);
        } finally {
            asked = node;
        }
    }

    void handIn(String... calls) {
        Map<ToolCallId, ToolResult> results = new LinkedHashMap<>();
        for (String call : calls) {
            results.put(new ToolCallId(call), ToolResult.success("42"));
        }
        asked.handInResults().handIn(session, null, results);
    }

    /** Waits for such a record; not longer than the node lives or its turns last. */
    void await(Class<? extends Entry> kind, boolean deciding) {
        Await.until(
                world.patience(),
                "a " + kind.getSimpleName() + " or the end",
                () -> watcher.isLost() || !story.all(kind).isEmpty() || isOver(deciding));
    }

    void awaitEnd() {
        Await.until(world.patience(), "the end", () -> watcher.isLost() || isOver(true));
    }

    private boolean isOver(boolean deciding) {
        Set<TurnId> open = story.open();
        if (deciding && !open.isEmpty()) {
            story.asked().ifPresent(call -> decide(open.iterator().next(), call));
            story.proposed().ifPresent(this::answer);
        }
        return open.isEmpty() && subAgents().stream().allMatch(sub -> sub.open().isEmpty());
    }

    /** Those that the calls of the session were put on. */
    List<Story> subAgents() {
        return story.all(StepEvent.ToolDelegated.class).stream()
                .map(fact -> new SessionKey(session.organisation(), fact.task()))
                .map(key -> new Story(world.eyes().log(), key))
                .toList();
    }

    /** Two of them may decide at once; the first counts. */
    private void decide(TurnId turn, ToolCallId call) {
        boolean happened = world.ledger().hasHappened(session, turn, call);
        Verdict verdict =
                switch (world.setting().look()) {
                    case TELL_MODEL -> new Verdict.TellModel();
                    case RUN_AGAIN -> new Verdict.RunAgain();
                    case FIND_OUT ->
                            happened
                                    ? new Verdict.TakeResult(ToolResult.success("found out"))
                                    : new Verdict.RunAgain();
                };
        node.ruleOutcome().rule(session, call, verdict);
    }

    /** Whoever comes second is refused, on whatever node. */
    private void answer(StepEvent.ApprovalRequested proposed) {
        Leave leave = world.setting().leave();
        node.answerApproval().answer(session, leave.to(proposed));
        beside.answerApproval().answer(session, leave.other().to(proposed));
    }

    private Watcher next() {
        Watcher next = following.poll();
        return next == null ? Mortal.immortal() : next;
    }

    private Node begin() {
        return begin(watcher);
    }

    private Node begin(Watcher guard) {
        Node begun = world.node(guard);
        nodes.add(begun);
        return begun;
    }

    /** A dead node cannot even say that it leaves. */
    @Override
    public void close() {
        world.release();
        for (Node each : nodes) {
            try {
                each.close();
            } catch (Death dead) {
                Thread.onSpinWait();
            }
        }
        world.close();
    }
}
