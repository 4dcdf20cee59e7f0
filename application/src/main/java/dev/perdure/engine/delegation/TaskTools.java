package dev.perdure.engine.delegation;

import dev.perdure.capability.Capability;
import dev.perdure.capability.CapabilityId;
import dev.perdure.engine.log.LogUnavailable;
import dev.perdure.engine.store.StoreUnavailable;
import dev.perdure.engine.timing.Timing;
import dev.perdure.engine.tool.ToolContext;
import dev.perdure.engine.tool.ToolRunner;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonNull;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonText;
import dev.perdure.json.JsonValue;
import dev.perdure.refusal.Refusal;
import dev.perdure.schedule.Recurrence;
import dev.perdure.session.SessionId;
import dev.perdure.tool.IdempotencyKey;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolResult;
import io.vavr.control.Either;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The capabilities {@code subagents} and {@code background_execution}: an agent has tasks done by
 * others, and calls of its tools run, beside it; and {@code session_tasks}, by which it looks after
 * both. A call makes one task however often it is run, because its id follows from the call's key.
 */
public final class TaskTools implements ToolRunner {

    static final CapabilityId CAPABILITY = new CapabilityId("subagents");
    static final CapabilityId BACKGROUND = new CapabilityId("background_execution");
    static final CapabilityId TASKS = new CapabilityId("session_tasks");

    /** Of what a sub-agent is told. */
    static final int TASK_CHARACTERS_MAX = 100_000;

    private static final int TITLE_CHARACTERS = 80;

    /** What the run of a call answers that waits from then on. */
    private static final String WAITS = "It waits.";

    /** Before a run is done again that an outage cut off. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Tasks tasks;
    private final Timing timing;

    public TaskTools(Tasks tasks, Timing timing) {
        this.tasks = tasks;
        this.timing = timing;
    }

    @Override
    public List<Capability> capabilities() {
        return List.of(
                TaskToolDefinitions.TASKS,
                TaskToolDefinitions.SUBAGENTS,
                TaskToolDefinitions.BACKGROUND);
    }

    @Override
    public ToolResult run(CapabilityId capability, ToolCall call, ToolContext context)
            throws InterruptedException {
        if (!(call.arguments().value() instanceof JsonObject arguments)) {
            return ToolResult.error("The arguments of " + call.name() + " are not an object.");
        }
        try {
            return switch (call.name()) {
                case TaskToolDefinitions.SPAWN -> delegate(draft(arguments), context, null);
                case TaskToolDefinitions.BACKGROUND_CALL ->
                        delegate(oneCall(arguments), context, null);
                case TaskToolDefinitions.RUN ->
                        delegate(draft(arguments), context, waiter(call, context));
                case TaskToolDefinitions.WAIT ->
                        task(arguments)
                                .flatMap(task ->
                                        tasks.await(context.session(), task, waiter(call, context)))
                                .fold(
                                        refusal -> ToolResult.error(refusal.sentence()),
                                        TaskTools::waited);
                case TaskToolDefinitions.TELL ->
                        answer(task(arguments).flatMap(task -> tell(context, task, arguments)));
                case TaskToolDefinitions.LIST -> list(context);
                case TaskToolDefinitions.READ ->
                        answer(
                                task(arguments)
                                        .flatMap(task -> tasks.find(context.session(), task)));
                case TaskToolDefinitions.CANCEL ->
                        answer(
                                task(arguments)
                                        .flatMap(task -> tasks.cancel(context.session(), task)));
                default -> ToolResult.error("There is no tool " + call.name() + ".");
            };
        } catch (StoreUnavailable | LogUnavailable outage) {
            return cutOff(call);
        }
    }

    /** Nobody knows how far it came, so a run that sets something up is done again. */
    private ToolResult cutOff(ToolCall call) throws InterruptedException {
        if (TaskToolDefinitions.SETTING_UP.contains(call.name())) {
            timing.tryAcquire(new Semaphore(0), 1, PAUSE);
            return ToolResult.unknown();
        }
        return ToolResult.error("The sub-agents cannot be reached now. Try again later.");
    }

    /** Of a call that waits, the result is its sub-agent's. */
    @Override
    public Optional<SessionId> answeredBy(
            CapabilityId capability, ToolCall call, ToolContext context, ToolResult answered) {
        if (call.name().equals(TaskToolDefinitions.RUN)) {
            return Optional.of(task(context.key()));
        }
        return call.name().equals(TaskToolDefinitions.WAIT)
                        && answered.output().equals(WAITS)
                        && call.arguments().value() instanceof JsonObject arguments
                ? task(arguments).toJavaOptional()
                : Optional.empty();
    }

    private static Recurrence.Waiter waiter(ToolCall call, ToolContext context) {
        return new Recurrence.Waiter(context.turn(), call.id());
    }

    private static ToolResult waited(Tasks.Awaited awaited) {
        return ToolResult.success(awaited.waits() ? WAITS : write(awaited.task(), true).toJson());
    }

    private Either<Refusal, Task> tell(ToolContext context, SessionId task, JsonObject arguments) {
        String text = arguments.string("message").orElse("");
        return text.isBlank() || text.length() > TASK_CHARACTERS_MAX
                ? Either.left(
                        new Refusal.Invalid(
                                "message",
                                "A message is a text of at most "
                                        + TASK_CHARACTERS_MAX
                                        + " characters."))
                : tasks.tell(context.session(), task, text, context.key().value());
    }

    private ToolResult delegate(
            Either<Refusal, TaskDraft> wish,
            ToolContext context,
            Recurrence.@Nullable Waiter waiter) {
        Tasks.Order order = new Tasks.Order(context.turn(), task(context.key()), waiter);
        return answer(wish.flatMap(draft -> tasks.delegate(context.session(), order, draft)));
    }

    private static Either<Refusal, TaskDraft> oneCall(JsonObject arguments) {
        String tool = arguments.string("tool").orElse("");
        if (tool.isBlank()) {
            return Either.left(new Refusal.Invalid("tool", "A tool has a name."));
        }
        String task =
                BackgroundModel.task(tool, arguments.get("arguments").orElse(JsonObject.empty()));
        return task.length() > TASK_CHARACTERS_MAX
                ? Either.left(
                        new Refusal.Invalid(
                                "arguments",
                                "They have at most " + TASK_CHARACTERS_MAX + " characters."))
                : Either.right(
                        new TaskDraft(
                                task,
                                arguments.string("title").map(TaskTools::title).orElse(tool),
                                null,
                                "",
                                null,
                                BackgroundModel.NAME));
    }

    private ToolResult list(ToolContext context) {
        List<JsonValue> all =
                tasks.list(context.session()).stream()
                        .<JsonValue>map(task -> write(task, false))
                        .toList();
        return ToolResult.success(
                JsonObject.builder().put("tasks", new JsonArray(all)).build().toJson());
    }

    private static ToolResult answer(Either<Refusal, Task> outcome) {
        return outcome.fold(
                refusal -> ToolResult.error(refusal.sentence()),
                task -> ToolResult.success(write(task, true).toJson()));
    }

    private static JsonObject write(Task task, boolean whole) {
        return JsonObject.builder()
                .put("task_id", task.session().value().toString())
                .put("title", task.title())
                .put("status", task.status().name().toLowerCase(Locale.ROOT))
                .putIfPresent(
                        "answer",
                        Optional.of(task.answer()).filter(text -> whole && !text.isEmpty()))
                .build();
    }

    private static Either<Refusal, TaskDraft> draft(JsonObject arguments) {
        String task = arguments.string("task").orElse("");
        if (task.isBlank() || task.length() > TASK_CHARACTERS_MAX) {
            return Either.left(
                    new Refusal.Invalid(
                            "task",
                            "A task is a text of at most " + TASK_CHARACTERS_MAX + " characters."));
        }
        String instructions = arguments.string("instructions").orElse("");
        if (instructions.length() > TASK_CHARACTERS_MAX) {
            return Either.left(
                    new Refusal.Invalid(
                            "instructions",
                            "Instructions have at most " + TASK_CHARACTERS_MAX + " characters."));
        }
        String title = title(arguments.string("title").orElse(task));
        return capabilities(arguments)
                .map(capabilities ->
                        new TaskDraft(
                                task,
                                title,
                                arguments.string("agent").orElse(null),
                                instructions,
                                capabilities.ids()));
    }

    private static String title(String text) {
        String line = text.strip().lines().findFirst().orElse("");
        return line.codePointCount(0, line.length()) > TITLE_CHARACTERS
                ? line.substring(0, line.offsetByCodePoints(0, TITLE_CHARACTERS))
                : line;
    }

    private static Either<Refusal, Chosen> capabilities(JsonObject arguments) {
        JsonValue value = arguments.get("capabilities").orElse(JsonNull.INSTANCE);
        if (value instanceof JsonNull) {
            return Either.right(new Chosen(null));
        }
        List<CapabilityId> ids = new ArrayList<>();
        if (value instanceof JsonArray array) {
            for (JsonValue element : array.elements()) {
                if (element instanceof JsonString id) {
                    ids.add(new CapabilityId(id.value()));
                }
            }
            if (ids.size() == array.elements().size()) {
                return Either.right(new Chosen(ids));
            }
        }
        return Either.left(
                new Refusal.Invalid(
                        "capabilities", "The argument capabilities is a list of names."));
    }

    private static Either<Refusal, SessionId> task(JsonObject arguments) {
        String text = arguments.string("task_id").orElse("");
        try {
            return Either.right(new SessionId(UUID.fromString(text)));
        } catch (IllegalArgumentException none) {
            return Either.left(new Refusal.NotFound("task", text));
        }
    }

    /** The same for every run of a call: half of a hash over its key. */
    static SessionId task(IdempotencyKey key) {
        String hash = JsonText.of(JsonObject.builder().put("task", key.value()).build()).sha256();
        long high = Long.parseUnsignedLong(hash, 0, 16, 16);
        long low = Long.parseUnsignedLong(hash, 16, 32, 16);
        return new SessionId(
                new UUID(
                        (high & 0xFFFF_FFFF_FFFF_0FFFL) | 0x8000L,
                        (low & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L));
    }

    /** Capabilities by name; absent means all there are. */
    private record Chosen(@Nullable List<CapabilityId> ids) {}
}
