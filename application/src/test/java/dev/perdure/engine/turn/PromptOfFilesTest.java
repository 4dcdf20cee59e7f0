package dev.perdure.engine.turn;

import static dev.perdure.engine.rig.Script.toolCall;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.file.FileChange;
import dev.perdure.engine.file.FileContent;
import dev.perdure.engine.file.FileView;
import dev.perdure.engine.file.FileWrite;
import dev.perdure.engine.file.WorkspaceKey;
import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.rig.FakeTools;
import dev.perdure.engine.rig.Gate;
import dev.perdure.engine.rig.Node;
import dev.perdure.engine.rig.NodeParts;
import dev.perdure.engine.rig.Script;
import dev.perdure.engine.rig.ScriptedModel;
import dev.perdure.engine.rig.SettableClock;
import dev.perdure.engine.rig.Story;
import dev.perdure.engine.worker.WorkerConfig;
import dev.perdure.event.TurnEvent;
import dev.perdure.file.FilePath;
import dev.perdure.message.Controls;
import dev.perdure.resolution.ResolvedAgent;
import dev.perdure.resolution.TurnSetup;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionSettings;
import dev.perdure.tool.ToolResult;
import dev.perdure.turn.TurnId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What a capability says by the files of a session, of which a turn sees those of its beginning.
 */
class PromptOfFilesTest {

    private static final FilePath RULES = new FilePath("/RULES.md");

    /** Joins and claims, and never renews: once the clock has moved, it is dead. */
    private static final WorkerConfig HEARTLESS =
            new WorkerConfig(200, Duration.ofHours(1), Duration.ofHours(1), Duration.ofSeconds(10));

    private final SettableClock clock = new SettableClock();
    private final InMemoryStorage storage = InMemoryStorage.open(clock);
    private final Gate gate = new Gate();
    private final ScriptedModel model = new ScriptedModel();
    private final FakeTools tools =
            new FakeTools()
                    .reading("look", FakeTools.says("nothing"))
                    .reading(
                            "rewrite",
                            run -> {
                                write(run.context().session(), "Second rules.");
                                return ToolResult.success("rewritten");
                            })
                    .telling(this::rules);
    private final NodeParts parts = Node.on(storage).model(model).tools(tools).clock(clock);
    private final Node node = parts.config(HEARTLESS).start();
    private final SessionKey session = node.open();

    @AfterEach
    void stop() {
        gate.open();
        node.close();
    }

    @Test
    void a_turn_that_rewrites_its_rules_keeps_to_the_old_ones_and_the_next_has_the_new_ones()
            throws Exception {
        write(session, "First rules.");
        model.next(Script.calls(toolCall("a", "rewrite")));
        model.next(Script.answer("Done."));
        node.story(session).awaitEnd(node.say(session, "Change them."));
        node.story(session).awaitEnd(node.say(session, "And now?"));

        assertThat(model.requests())
                .extracting(ModelRequest::instructions)
                .containsExactly("First rules.", "First rules.", "Second rules.");
    }

    @Test
    void whoever_takes_a_turn_over_tells_its_model_the_rules_it_began_with() throws Exception {
        write(session, "First rules.");
        model.next(Script.started().text("Hel").hold(gate).text("lo").finish());
        TurnId turn = node.say(session, "Hi");
        gate.awaitReached();
        write(session, "Second rules.");
        ScriptedModel second = new ScriptedModel();

        clock.advance(InMemoryStorage.LEASE.plus(Duration.ofSeconds(1)));
        try (Node next = Node.on(storage.node()).model(second).tools(tools).clock(clock).start()) {
            next.story(session).awaitEnd(turn);
        }

        assertThat(second.requests())
                .extracting(ModelRequest::instructions)
                .containsExactly("First rules.");
    }

    @Test
    void what_is_foreseen_is_what_the_model_is_then_shown() throws Exception {
        write(session, "First rules.");
        SessionSettings settings = storage.sessions().find(session).orElseThrow().settings();

        ResolvedAgent foreseen =
                node.useCases()
                        .resolveSettings()
                        .seeing(FileView.now(WorkspaceKey.of(session, settings)))
                        .resolve(session.organisation(), null, settings, Controls.NONE)
                        .get();
        node.story(session).awaitEnd(node.say(session, "Hi"));

        ModelRequest shown = model.requests().getFirst();
        assertThat(shown.instructions()).isEqualTo(foreseen.instructions()).contains("First");
        assertThat(shown.tools()).isEqualTo(foreseen.tools()).hasSize(2);
        assertThat(shown.model()).isEqualTo(foreseen.model());
        assertThat(node.story(session).only(TurnEvent.TurnStarted.class).setup())
                .isEqualTo(foreseen.setup());
    }

    @Test
    void what_a_turn_runs_with_is_in_the_log_once_until_it_changes() throws Exception {
        Story story = node.story(session);
        write(session, "First rules.");
        story.awaitEnd(node.say(session, "One"));
        story.awaitEnd(node.say(session, "Two"));
        write(session, "Second rules.");
        story.awaitEnd(node.say(session, "Three"));
        story.awaitEnd(node.say(session, "Four"));

        List<TurnSetup> said =
                story.all(TurnEvent.TurnStarted.class).stream()
                        .map(TurnEvent.TurnStarted::setup)
                        .toList();
        assertThat(said).hasSize(4);
        assertThat(said.get(1)).isNull();
        assertThat(said.get(3)).isNull();
        assertThat(said.get(2).promptHash()).isNotEqualTo(said.get(0).promptHash());
        assertThat(said.get(2).toolsHash()).isEqualTo(said.get(0).toolsHash());
        assertThat(said.get(0).capabilities())
                .containsExactly(new TurnSetup.Used(FakeTools.KIT, ""));
        assertThat(node.useCases().explainSession().explain(session).get().setup())
                .isEqualTo(said.get(2));
    }

    private String rules(FileView files) {
        return storage.files().read(files, List.of(RULES)).stream()
                .map(file -> file.content().text().orElseThrow())
                .findFirst()
                .orElse("");
    }

    private void write(SessionKey of, String rules) {
        storage.files()
                .write(
                        FileWrite.of(
                                WorkspaceKey.own(of),
                                RULES,
                                new FileChange.Put(FileContent.of(rules), null),
                                Instant.EPOCH));
    }
}
