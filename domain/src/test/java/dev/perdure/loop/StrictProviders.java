package dev.perdure.loop;

import dev.perdure.message.ContentPart;
import dev.perdure.message.InputPart;
import dev.perdure.message.Message;
import dev.perdure.message.Role;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What strict providers refuse of a conversation, rule by rule, as each of them would be sent it.
 * Written from their documentation and without a look at how a conversation is made.
 */
final class StrictProviders {

    /** Who a provider takes a block for. */
    enum Speaker {
        USER,
        MODEL
    }

    /** What one side says until the other one speaks. */
    private record Utterance(Speaker speaker, List<Block> blocks) {

        List<ToolCallId> calls() {
            return blocks.stream()
                    .filter(Call.class::isInstance)
                    .map(block -> ((Call) block).id())
                    .toList();
        }

        List<ToolCallId> results() {
            return blocks.stream()
                    .filter(Result.class::isInstance)
                    .map(block -> ((Result) block).of())
                    .toList();
        }
    }

    private sealed interface Block {}

    private record Text(String text) implements Block {}

    private record Image() implements Block {}

    private record Call(ToolCallId id) implements Block {}

    private record Result(ToolCallId of) implements Block {}

    private StrictProviders() {}

    /**
     * Anthropic Messages: the first message is the user's; a message holds something; text holds
     * more than blanks; the calls of a message are answered in the next one, each once, before
     * anything else of it; a result answers a call of the message before; the last is the user's.
     */
    static List<String> anthropic(List<TranscriptItem> shown) {
        List<String> wrong = new ArrayList<>();
        List<Utterance> all = utterances(shown);
        ends(all, wrong);
        Utterance before = null;
        for (Utterance one : all) {
            if (one.blocks().isEmpty()) {
                wrong.add("a message holds something");
            }
            for (Block block : one.blocks()) {
                if (block instanceof Text text && text.text().isBlank()) {
                    wrong.add("text holds more than blanks");
                }
            }
            List<ToolCallId> owed = before == null ? List.of() : before.calls();
            if (!Set.copyOf(owed).equals(new HashSet<>(one.results()))
                    || one.results().size() != owed.size()) {
                wrong.add("calls are answered in the next message, each once");
            }
            boolean resultsFirst =
                    one.blocks().stream()
                            .limit(one.results().size())
                            .allMatch(Result.class::isInstance);
            if (!resultsFirst) {
                wrong.add("results stand before anything else");
            }
            if (new HashSet<>(one.calls()).size() != one.calls().size()) {
                wrong.add("the calls of a message have ids of their own");
            }
            before = one;
        }
        if (before != null && !before.calls().isEmpty()) {
            wrong.add("calls are answered in the next message, each once");
        }
        return wrong;
    }

    /**
     * OpenAI, Chat Completions and Responses alike: a message of the model that calls is followed
     * at once by one message for each call, in any order, and by nothing else before; a result
     * stands nowhere else; a message of the model says something or calls; there is a message.
     */
    static List<String> openAi(List<TranscriptItem> shown) {
        List<String> wrong = new ArrayList<>();
        if (shown.isEmpty()) {
            wrong.add("there is a message");
        }
        Set<ToolCallId> owed = new HashSet<>();
        for (TranscriptItem item : shown) {
            switch (item) {
                case TranscriptItem.Answered answered -> {
                    if (!owed.remove(answered.call())) {
                        wrong.add("a result answers a call right before it, once");
                    }
                }
                case TranscriptItem.Said said -> {
                    if (!owed.isEmpty()) {
                        wrong.add("every call is answered before anybody speaks");
                        owed.clear();
                    }
                    Message message = said.message();
                    if (message.role() == Role.AGENT
                            && message.toolCalls().isEmpty()
                            && message.text().isEmpty()) {
                        wrong.add("a message of the model says something or calls");
                    }
                    message.toolCalls().stream().map(ToolCall::id).forEach(owed::add);
                }
            }
        }
        if (!owed.isEmpty()) {
            wrong.add("every call is answered before anybody speaks");
        }
        return wrong;
    }

    /**
     * Gemini: contents begin with the user and end with the user; a turn has parts, none of them
     * empty; a turn that calls comes right after one of the user; as many responses follow a turn
     * as it has calls, in a turn right after it and in the order of the calls.
     */
    static List<String> gemini(List<TranscriptItem> shown) {
        List<String> wrong = new ArrayList<>();
        List<Utterance> all = utterances(shown);
        ends(all, wrong);
        Utterance before = null;
        for (Utterance one : all) {
            if (one.blocks().isEmpty()) {
                wrong.add("a turn has parts");
            }
            if (one.blocks().stream()
                    .anyMatch(block -> block instanceof Text t && t.text().isEmpty())) {
                wrong.add("no part is empty");
            }
            List<ToolCallId> owed = before == null ? List.of() : before.calls();
            if (!one.results().equals(owed)) {
                wrong.add("as many responses as calls, in their order");
            }
            if (!one.calls().isEmpty() && (before == null || before.speaker() != Speaker.USER)) {
                wrong.add("a turn that calls comes right after one of the user");
            }
            before = one;
        }
        if (before != null && !before.calls().isEmpty()) {
            wrong.add("as many responses as calls, in their order");
        }
        return wrong;
    }

    private static void ends(List<Utterance> all, List<String> wrong) {
        if (all.isEmpty() || all.getFirst().speaker() != Speaker.USER) {
            wrong.add("the user speaks first");
        }
        if (all.isEmpty() || all.getLast().speaker() != Speaker.USER) {
            wrong.add("the user speaks last");
        }
    }

    /** Results are the user's to give; what one side says in a row is one message. */
    private static List<Utterance> utterances(List<TranscriptItem> shown) {
        List<Utterance> all = new ArrayList<>();
        TranscriptItem.Said model = null;
        for (TranscriptItem item : shown) {
            switch (item) {
                case TranscriptItem.Answered answered ->
                        add(all, Speaker.USER, List.of(new Result(answered.call())), false);
                case TranscriptItem.Said said -> {
                    boolean user = said.message().role() == Role.USER;
                    // Two answers in a row are two messages only where calls stand in between.
                    boolean apart =
                            !user && model != null && !model.message().toolCalls().isEmpty();
                    add(all, user ? Speaker.USER : Speaker.MODEL, blocks(said.message()), apart);
                    model = user ? null : said;
                }
            }
        }
        return all;
    }

    private static void add(
            List<Utterance> all, Speaker speaker, List<Block> blocks, boolean apart) {
        if (!apart && !all.isEmpty() && all.getLast().speaker() == speaker) {
            all.getLast().blocks().addAll(blocks);
        } else {
            all.add(new Utterance(speaker, new ArrayList<>(blocks)));
        }
    }

    private static List<Block> blocks(Message message) {
        List<Block> blocks = new ArrayList<>();
        for (ContentPart part : message.content()) {
            switch (part) {
                case InputPart.Text text -> blocks.add(new Text(text.text()));
                case InputPart.ImageUrl ignored -> blocks.add(new Image());
                case InputPart.ImageData ignored -> blocks.add(new Image());
                case InputPart.ImageFile ignored -> blocks.add(new Image());
                // Of another origin, or without its seal, it is not sent.
                case ContentPart.Thinking ignored -> {}
                case ContentPart.Opaque ignored -> {}
                case ContentPart.ToolUse use -> blocks.add(new Call(use.call().id()));
            }
        }
        return blocks;
    }
}
