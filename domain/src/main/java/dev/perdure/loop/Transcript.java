package dev.perdure.loop;

import dev.perdure.event.StreamVersion;
import dev.perdure.event.Stretch;
import dev.perdure.message.Message;
import dev.perdure.message.Role;
import dev.perdure.model.Reduction;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolResult;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The conversation along one branch, as folded. {@link #forModel} is what a provider may be sent:
 * it holds for every prefix of every log, because each call there has exactly one result, next to
 * the message that asked for it and in the order asked.
 *
 * @param notes what stands for the part of the conversation before the items; absent when nothing
 *     does
 * @param unseenUntil of the end of a conversation, the version up to which there is more of it
 *     before the items; absent when they are all there is
 */
public record Transcript(
        @Nullable Notes notes, Vector<TranscriptItem> items, @Nullable StreamVersion unseenUntil) {

    public static final Transcript EMPTY = new Transcript(Vector.empty());

    /**
     * Stands in for a result the log does not hold: the turn ended, or the conversation branched
     * off, before there was one. Whether the call ran is not known here, so it is not claimed
     * either way.
     */
    static final ToolResult NO_RESULT = ToolResult.error("No result of this call was recorded.");

    /** A whole conversation without notes. */
    public Transcript(Vector<TranscriptItem> items) {
        this(null, items, null);
    }

    Transcript plus(TranscriptItem item) {
        return new Transcript(notes, items.append(item), unseenUntil);
    }

    /** Whether everything is here that notes on the stretch have to be made of. */
    public boolean holds(Stretch stretch) {
        return last(stretch) >= 0;
    }

    /** Whether the stretch is a part of the conversation, seen or unseen. */
    boolean includes(Stretch stretch) {
        return holds(stretch)
                || (unseenUntil != null && stretch.through().compareTo(unseenUntil) <= 0);
    }

    /** With notes in place of a stretch of it; the same where it does not include the stretch. */
    public Transcript condensed(Stretch stretch, String text, StreamVersion at) {
        if (!includes(stretch)) {
            return this;
        }
        return holds(stretch)
                ? new Transcript(new Notes(at, text), items.drop(last(stretch) + 1), null)
                : new Transcript(new Notes(at, text), items, unseenUntil);
    }

    private int last(Stretch stretch) {
        return items.lastIndexWhere(item -> item.version().equals(stretch.through()));
    }

    /**
     * The latest of the conversation, at most {@code characters} long, with every call paired and
     * results without a call left out, and what says nothing as well. It begins with what a user
     * said and ends with something to answer; what was said from the last user's message on is
     * there however long it is.
     */
    public List<TranscriptItem> forModel(int characters) {
        return forModel(characters, Reduction.NONE);
    }

    /** The same, less by {@code reduction}. */
    public List<TranscriptItem> forModel(int characters, Reduction reduction) {
        return Shown.of(notes, paired(), characters, reduction);
    }

    /** The next reduction that leaves less to show than {@code reduction} does; empty when none. */
    public Optional<Reduction> smaller(int characters, Reduction reduction) {
        List<TranscriptItem> shown = forModel(characters, reduction);
        Optional<Reduction> next = reduction.next();
        while (next.isPresent() && forModel(characters, next.get()).equals(shown)) {
            next = next.get().next();
        }
        return next;
    }

    /** What was said, and every call with its result right after it. */
    List<TranscriptItem> paired() {
        List<TranscriptItem> paired = new ArrayList<>(items.size());
        List<TranscriptItem> all = items.asJava();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i) instanceof TranscriptItem.Said said) {
                paired.add(said);
                if (said.message().role() == Role.AGENT) {
                    paired.addAll(answers(said, all.subList(i + 1, all.size())));
                }
            }
        }
        return paired;
    }

    /**
     * The first version that is new to a model since it last spoke; {@code otherwise} when none is.
     */
    public StreamVersion unseenFrom(StreamVersion otherwise) {
        StreamVersion from = otherwise;
        for (int i = items.size() - 1; i >= 0; i--) {
            TranscriptItem item = items.get(i);
            if (item instanceof TranscriptItem.Said said && said.message().role() == Role.AGENT) {
                return from;
            }
            if (item.version().compareTo(from) < 0) {
                from = item.version();
            }
        }
        return from;
    }

    private static List<TranscriptItem> answers(
            TranscriptItem.Said asking, List<TranscriptItem> following) {
        Message message = asking.message();
        List<ToolCall> calls = message.toolCalls();
        if (calls.isEmpty()) {
            return List.of();
        }
        Map<ToolCallId, TranscriptItem.Answered> known = new HashMap<>();
        for (TranscriptItem item : following) {
            switch (item) {
                case TranscriptItem.Answered answer -> known.putIfAbsent(answer.call(), answer);
                case TranscriptItem.Said said -> {
                    if (said.message().role() == Role.AGENT) {
                        return inOrder(asking, calls, known);
                    }
                }
            }
        }
        return inOrder(asking, calls, known);
    }

    private static List<TranscriptItem> inOrder(
            TranscriptItem.Said asking,
            List<ToolCall> calls,
            Map<ToolCallId, TranscriptItem.Answered> known) {
        List<TranscriptItem> answers = new ArrayList<>(calls.size());
        for (ToolCall call : calls) {
            TranscriptItem.Answered answer = known.get(call.id());
            answers.add(
                    answer != null
                            ? answer
                            : new TranscriptItem.Answered(
                                    asking.version(), call.id(), call.name(), NO_RESULT));
        }
        return answers;
    }
}
