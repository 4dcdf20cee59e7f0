package dev.perdure.tools.session;

import dev.perdure.engine.log.EventReader;
import dev.perdure.engine.tool.ToolContext;
import dev.perdure.event.Entry;
import dev.perdure.event.Envelope;
import dev.perdure.event.StepEvent;
import dev.perdure.event.StreamVersion;
import dev.perdure.event.TurnEvent;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.json.JsonValue;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolResult;
import dev.perdure.tools.arguments.Arguments;
import dev.perdure.tools.arguments.InvalidArguments;
import dev.perdure.tools.arguments.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds what was said in the session, also what notes stand for by now: compaction takes nothing
 * out of the log. Looks back from the latest, through a bounded number of facts at a time.
 */
record HistoryTool(EventReader log) implements SessionTool {

    static final int FACTS_MAX = 20_000;

    private static final int PAGE = 200;
    private static final int MATCHES_MAX = 50;
    private static final int MATCHES_USUAL = 10;

    /** Of a text around what was found, in characters. */
    private static final int EXCERPT = 400;

    @Override
    public ToolDefinition definition() {
        return new Parameters()
                .text("query", "Words that all stand in what is looked for, in any case.")
                .optionalInteger(
                        "limit",
                        1,
                        MATCHES_MAX,
                        "How many to show, " + MATCHES_USUAL + " if absent.")
                .optionalInteger(
                        "before",
                        1,
                        Integer.MAX_VALUE,
                        "Shows only what comes before this position, to look further back.")
                .ofTool(
                        "query_history",
                        "Finds earlier messages and tool results of this conversation by words,"
                                + " newest first, also those that are no longer shown.");
    }

    @Override
    public ToolResult run(Arguments arguments, ToolContext context) throws InvalidArguments {
        List<String> words =
                List.of(arguments.text("query").toLowerCase(Locale.ROOT).strip().split("\\s+"));
        int limit = arguments.integer("limit", MATCHES_USUAL, 1, MATCHES_MAX);
        long before = arguments.integer("before", Integer.MAX_VALUE, 1, Integer.MAX_VALUE);
        List<JsonValue> found = new ArrayList<>();
        int seen = 0;
        boolean more = true;
        while (more && seen < FACTS_MAX) {
            List<Envelope> page =
                    log.latest(context.session(), new StreamVersion(before), PAGE).reversed();
            for (Envelope record : page) {
                if (found.size() == limit) {
                    return ToolResult.success(written(found, before, true));
                }
                before = record.version().value();
                Optional<Said> said = said(record.entry()).filter(text -> text.holds(words));
                said.ifPresent(text -> found.add(text.written(record, words.getFirst())));
            }
            seen += page.size();
            more = page.size() == PAGE;
        }
        return ToolResult.success(written(found, before, more));
    }

    private static String written(List<JsonValue> found, long before, boolean more) {
        JsonObjectBuilder answer = JsonObject.builder().put("matches", new JsonArray(found));
        if (more) {
            answer.put("look_further_before", before);
        }
        return answer.build().toJson();
    }

    private static Optional<Said> said(Entry entry) {
        if (entry instanceof TurnEvent.MessageReceived received) {
            return Optional.of(new Said("user", received.message().text()));
        }
        if (entry instanceof StepEvent.OutputCompleted completed) {
            return Optional.of(new Said("agent", completed.message().text()));
        }
        return entry instanceof StepEvent.ToolCompleted completed
                ? Optional.of(new Said("tool " + completed.tool(), completed.result().output()))
                : Optional.empty();
    }

    /** A text of the conversation, and whose it is. */
    private record Said(String by, String text) {

        boolean holds(List<String> words) {
            String lower = text.toLowerCase(Locale.ROOT);
            return words.stream().allMatch(lower::contains);
        }

        JsonObject written(Envelope record, String word) {
            return JsonObject.builder()
                    .put("position", record.version().value())
                    .put("time", record.time().toString())
                    .put("by", by)
                    .put("text", excerpt(word))
                    .build();
        }

        private String excerpt(String word) {
            int at = Math.max(0, text.toLowerCase(Locale.ROOT).indexOf(word));
            int from = Math.clamp(at - EXCERPT / 2L, 0, text.length());
            int to = Math.min(text.length(), from + EXCERPT);
            return (from > 0 ? "…" : "") + whole(text, from, to) + (to < text.length() ? "…" : "");
        }

        /** No half of a pair of surrogates is left standing. */
        private static String whole(String text, int from, int to) {
            int first = from > 0 && Character.isLowSurrogate(text.charAt(from)) ? from + 1 : from;
            boolean splits = to < text.length() && Character.isHighSurrogate(text.charAt(to - 1));
            return text.substring(Math.min(first, to), splits ? Math.max(first, to - 1) : to);
        }
    }
}
