package dev.perdure.benchmarks;

import dev.perdure.capability.CapabilityId;
import dev.perdure.engine.Engine;
import dev.perdure.engine.EngineConfig;
import dev.perdure.engine.file.FileChange;
import dev.perdure.engine.file.FileContent;
import dev.perdure.engine.file.FileOutcome;
import dev.perdure.engine.file.FileStore;
import dev.perdure.engine.file.FileWrite;
import dev.perdure.engine.file.WorkspaceKey;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.tool.ToolContext;
import dev.perdure.file.FilePath;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;
import dev.perdure.llm.simulated.SimulatedModels;
import dev.perdure.model.ModelRef;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.IdempotencyKey;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolResult;
import dev.perdure.tool.ToolStatus;
import dev.perdure.tools.files.FileTools;
import dev.perdure.turn.TurnId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * What the tools of an agent take over the files of a session that has many, with a short log and
 * with a long one. Both have the same files; in the long one each of them was written once more
 * when half of its log was there. Measured in turns, one of each.
 */
final class ManyFiles implements Part.Measurement {

    private static final double RATIO_MAX = 1.1;
    private static final int DIRECTORIES = 100;
    private static final int LINES = 40;
    private static final CapabilityId FILES = new CapabilityId("session_file_system");

    /** A call of a tool that is timed. */
    private record Act(String name, String tool, String arguments, int repetitions) {}

    private static final List<Act> ACTS =
            List.of(
                    new Act(
                            "reading a file",
                            "read_file",
                            "{\"path\": \"/area-007/note-00007.md\"}",
                            2_000),
                    new Act(
                            "listing a directory",
                            "list_directory",
                            "{\"path\": \"/area-007\"}",
                            2_000),
                    new Act(
                            "finding by path among all",
                            "glob",
                            "{\"pattern\": \"/**/note-*7.md\"}",
                            50),
                    new Act(
                            "looking for a rare line in all",
                            "grep_files",
                            "{\"pattern\": \"needle [0-9]+\"}",
                            20));

    @Override
    public void measure(Stage stage, Report report) throws Exception {
        int files = stage.scale().files();
        int facts = stage.scale().longLog();
        try (Engine engine =
                Engine.start(
                        stage.createDatabase().storage(),
                        List.of(SimulatedModels.create()),
                        List.of(),
                        EngineConfig.of(new ModelRef("simulated-fast")))) {
            Storage storage = engine.storage();
            WrittenLogs logs = WrittenLogs.of(engine);
            CpuTimes before = CpuTimes.of(stage);
            SessionKey brief = logs.open();
            long began = System.nanoTime();
            write(storage, brief, files, 2);
            double seconds = (System.nanoTime() - began) / 1e9;
            logs.talk(brief);

            SessionKey full = logs.open();
            write(storage, full, files, 1);
            logs.fill(full, facts / 2);
            write(storage, full, files, 2);
            logs.fill(full, facts / 2);
            report.explain(
                    String.format(
                                    Locale.ROOT,
                                    "thrice %,d files of %,d bytes written, the first time %,.0f a second; %,d facts; ",
                                    files,
                                    content(0, 2).size(),
                                    files / seconds,
                                    facts)
                            + CpuTimes.of(stage).since(before));
            FileTools tools = FileTools.on(storage);
            for (Act act : ACTS) {
                compare(report, files, facts, tools, act, brief, full);
            }
        }
    }

    private static void write(Storage storage, SessionKey session, int files, int edition) {
        FileStore store = storage.files();
        WorkspaceKey workspace = WorkspaceKey.own(session);
        for (int number = 0; number < files; number++) {
            FilePath path =
                    new FilePath(
                            String.format(
                                    Locale.ROOT,
                                    "/area-%03d/note-%05d.md",
                                    number % DIRECTORIES,
                                    number));
            FileChange change = new FileChange.Put(content(number, edition), null);
            FileOutcome outcome =
                    store.write(FileWrite.of(workspace, path, change, storage.clock().instant()));
            if (outcome instanceof FileOutcome.Refused) {
                throw new IllegalStateException("refused: " + outcome);
            }
        }
    }

    /** Two thousand characters of which no two files have the same; the first one has a needle. */
    private static FileContent content(int number, int edition) {
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < LINES; line++) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "note %05d, edition %d, line %02d of what was found%n",
                            number,
                            edition,
                            line));
        }
        return FileContent.of(number == 0 ? text + "needle 1\n" : text.toString());
    }

    private static void compare(
            Report report,
            int files,
            int facts,
            FileTools tools,
            Act act,
            SessionKey brief,
            SessionKey full)
            throws InterruptedException {
        Latencies few = new Latencies();
        Latencies many = new Latencies();
        for (int repetition = -act.repetitions() / 2;
                repetition < act.repetitions();
                repetition++) {
            long one = timed(tools, act, brief);
            long other = timed(tools, act, full);
            if (repetition >= 0) {
                few.record(one);
                many.record(other);
            }
        }
        String what = String.format(Locale.ROOT, "%s, of %,d files", act.name(), files);
        report.add(
                Figure.noted(
                        what + ", p50 and p99",
                        Figure.number(few.millis(50))
                                + " and "
                                + Figure.number(few.millis(99))
                                + " ms"));
        report.add(
                Figure.atMost(
                        what + String.format(Locale.ROOT, ", at %,d facts and at 100, p50", facts),
                        many.millis(50) / few.millis(50),
                        RATIO_MAX,
                        ""));
    }

    private static long timed(FileTools tools, Act act, SessionKey session)
            throws InterruptedException {
        ToolCall call =
                new ToolCall(new ToolCallId("call"), act.tool(), new JsonText(act.arguments()));
        ToolContext context =
                new ToolContext(
                        session,
                        new TurnId(session.id().value()),
                        JsonObject.empty(),
                        new IdempotencyKey(UUID.randomUUID().toString()),
                        Instant.MAX);
        long began = System.nanoTime();
        ToolResult result = tools.run(FILES, call, context);
        long elapsed = System.nanoTime() - began;
        if (result.status() != ToolStatus.SUCCESS) {
            throw new IllegalStateException(act.tool() + ": " + result);
        }
        return elapsed;
    }
}
