package dev.perdure.resolution;

import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonValue;
import dev.perdure.refusal.Refusal;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolHints;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one use of the capability {@code tool_approval} asks for: which tools need a person. Its
 * exceptions are exceptions from itself, so no other use can lift what this one asks.
 *
 * @param layer whose wish it is: harness, agent or session
 * @param tools names, or patterns with {@code *} and {@code ?}
 * @param hints of tools that need a person, whatever their names
 * @param except names or patterns of tools that this rule does not ask for
 */
public record ApprovalRule(
        String layer, List<String> tools, List<Hint> hints, List<String> except) {

    /** Patterns of one list; each is tried on each tool. */
    public static final int PATTERNS_MAX = 250;

    /** Characters of one pattern: no tool has a longer name. */
    public static final int PATTERN_CHARACTERS_MAX = 64;

    /** Each may say less than those before it. */
    private static final List<String> LAYERS = List.of("harness", "agent", "session");

    private static final List<String> MEMBERS = List.of("tools", "hints", "except");

    private static final String FIELD = "capabilities.config.";

    public ApprovalRule {
        tools = List.copyOf(tools);
        hints = List.copyOf(hints);
        except = List.copyOf(except);
    }

    /**
     * Reads what a use says; one that names neither tools nor hints means every tool that may
     * change something. A member that it does not know is refused: it was meant to ask for more.
     */
    public static Either<Refusal, ApprovalRule> read(String layer, JsonObject config) {
        Optional<String> unknown =
                config.members().stream()
                        .map(member -> member.name())
                        .filter(name -> !MEMBERS.contains(name))
                        .findFirst();
        if (unknown.isPresent()) {
            return invalid(
                    unknown.get(), "A use of tool_approval says tools, hints and except alone.");
        }
        return names(config, "tools")
                .flatMap(tools ->
                        names(config, "except")
                                .flatMap(except ->
                                        hints(config)
                                                .map(hints -> {
                                                    boolean says =
                                                            config.get("tools").isPresent()
                                                                    || config.get("hints")
                                                                            .isPresent();
                                                    return new ApprovalRule(
                                                            layer,
                                                            tools,
                                                            says
                                                                    ? hints
                                                                    : List.of(Hint.NOT_READ_ONLY),
                                                            except);
                                                })));
    }

    /** Why the tool needs a person, in a few words; empty when this rule does not ask for one. */
    public Optional<String> asks(ToolDefinition tool) {
        if (matches(except, tool.name()).isPresent()) {
            return Optional.empty();
        }
        Optional<String> named =
                matches(tools, tool.name()).map(pattern -> layer + ": tool " + pattern);
        return named.isPresent()
                ? named
                : hints.stream()
                        .filter(hint -> hint.isOf(tool.hints()))
                        .findFirst()
                        .map(hint -> layer + ": hint " + hint.word());
    }

    /**
     * Whether it takes the word of that layer for what a tool does: its own, and that of a layer
     * which it adds to.
     *
     * @param claimedBy absent when it is no layer's word
     */
    boolean believes(@Nullable String claimedBy) {
        return claimedBy == null || LAYERS.indexOf(claimedBy) <= LAYERS.indexOf(layer);
    }

    private static Optional<String> matches(List<String> patterns, String name) {
        return patterns.stream().filter(pattern -> new Glob(pattern).matches(name)).findFirst();
    }

    private static Either<Refusal, List<String>> names(JsonObject config, String member) {
        return strings(config, member)
                .flatMap(names ->
                        names.size() > PATTERNS_MAX
                                        || names.stream()
                                                .anyMatch(name ->
                                                        name.isEmpty()
                                                                || name.length()
                                                                        > PATTERN_CHARACTERS_MAX)
                                ? invalid(
                                        member,
                                        "A use of tool_approval names at most "
                                                + PATTERNS_MAX
                                                + " tools in "
                                                + member
                                                + ", each with 1 to "
                                                + PATTERN_CHARACTERS_MAX
                                                + " characters.")
                                : Either.right(names));
    }

    private static Either<Refusal, List<Hint>> hints(JsonObject config) {
        return strings(config, "hints")
                .flatMap(words -> {
                    List<Hint> hints = new ArrayList<>();
                    for (String word : words) {
                        Optional<Hint> hint =
                                Arrays.stream(Hint.values())
                                        .filter(known -> known.word().equals(word))
                                        .findFirst();
                        if (hint.isEmpty()) {
                            return invalid(
                                    "hints",
                                    "The hints of tool_approval are " + Hint.words() + ".");
                        }
                        hints.add(hint.get());
                    }
                    return Either.right(hints);
                });
    }

    private static Either<Refusal, List<String>> strings(JsonObject config, String member) {
        Optional<JsonValue> value = config.get(member);
        if (value.isEmpty()) {
            return Either.right(List.of());
        }
        List<String> strings = new ArrayList<>();
        if (value.get() instanceof JsonArray array) {
            for (JsonValue element : array.elements()) {
                if (element instanceof JsonString string) {
                    strings.add(string.value());
                }
            }
            if (strings.size() == array.elements().size()) {
                return Either.right(strings);
            }
        }
        return invalid(member, "In a use of tool_approval, " + member + " is a list of strings.");
    }

    private static <T> Either<Refusal, T> invalid(String member, String sentence) {
        return Either.left(new Refusal.Invalid(FIELD + member, sentence));
    }

    /** What a tool's own promises may say that makes a person necessary. */
    public enum Hint {
        DESTRUCTIVE,
        OPEN_WORLD,
        NOT_READ_ONLY,
        NOT_IDEMPOTENT;

        boolean isOf(ToolHints hints) {
            return switch (this) {
                case DESTRUCTIVE -> hints.destructive();
                case OPEN_WORLD -> hints.openWorld();
                case NOT_READ_ONLY -> !hints.readOnly();
                case NOT_IDEMPOTENT -> !hints.idempotent();
            };
        }

        /** As settings name it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static String words() {
            return Arrays.stream(values()).map(Hint::word).collect(Collectors.joining(", "));
        }
    }
}
