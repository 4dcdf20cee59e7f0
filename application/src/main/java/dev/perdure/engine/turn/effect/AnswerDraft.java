package dev.perdure.engine.turn.effect;

import dev.perdure.engine.model.ModelChunk;
import dev.perdure.event.Delta;
import dev.perdure.loop.TurnEffect;
import dev.perdure.message.ContentPart;
import dev.perdure.message.InputPart;
import dev.perdure.model.Usage;
import dev.perdure.tool.PlannedCall;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The answer of one model call while it arrives. */
final class AnswerDraft {

    /** Of the id of a call: longer than any that a provider is known to give. */
    static final int ID_CHARACTERS_MAX = 256;

    private final TurnEffect.CallModel effect;
    private final CallGate gate;
    private final Set<ToolCallId> used;
    private final List<ContentPart> parts = new ArrayList<>();
    private final List<PlannedCall> calls = new ArrayList<>();
    private final List<ToolCallId> begun = new ArrayList<>();
    private final List<Integer> ranks = new ArrayList<>();
    private final StringBuilder run = new StringBuilder();
    private final StringBuilder thinking = new StringBuilder();
    private int characters;
    private long unshown;
    private Usage usage = Usage.NONE;

    /**
     * @param used call ids the turn has seen already
     */
    AnswerDraft(TurnEffect.CallModel effect, CallGate gate, Set<ToolCallId> used) {
        this.effect = effect;
        this.gate = gate;
        this.used = new HashSet<>(used);
    }

    Delta text(String piece) {
        int at = characters;
        run.append(piece);
        characters += piece.length();
        return new Delta.OutputDelta(effect.turn(), effect.output(), at, piece);
    }

    Delta thought(String piece) {
        int at = thinking.length();
        thinking.append(piece);
        return new Delta.ThinkingDelta(effect.turn(), effect.output(), at, piece);
    }

    void keep(ModelChunk.OpaquePart opaque) {
        endRun();
        unshown += opaque.data().text().length();
        parts.add(new ContentPart.Opaque(opaque.origin(), opaque.data()));
    }

    /** Calls stand in the order in which they began, whichever of them is complete first. */
    void callBegins(ToolCallId id) {
        begun.add(id);
    }

    void call(ToolCall wanted) {
        endRun();
        ToolCall call = new ToolCall(unused(wanted.id()), wanted.name(), wanted.arguments());
        unshown +=
                call.id().value().length()
                        + call.name().length()
                        + call.arguments().text().length();
        add(call, begun.indexOf(wanted.id()));
    }

    private void add(ToolCall call, int rank) {
        int place = calls.size();
        while (place > 0 && ranks.get(place - 1) > rank) {
            place--;
        }
        List<ContentPart> group = new ArrayList<>(parts.subList(startOfLastGroup(), parts.size()));
        parts.subList(startOfLastGroup(), parts.size()).clear();
        group.add(new ContentPart.ToolUse(call));
        parts.addAll(place == calls.size() ? parts.size() : startOfGroup(place), group);
        calls.add(place, gate.planned(effect.turn(), call));
        ranks.add(place, rank);
    }

    /** What belongs to a call comes right before it. */
    private int startOfLastGroup() {
        int start = parts.size();
        while (start > 0 && parts.get(start - 1) instanceof ContentPart.Opaque) {
            start--;
        }
        return start;
    }

    private int startOfGroup(int place) {
        int start = parts.indexOf(new ContentPart.ToolUse(calls.get(place).call()));
        while (start > 0 && parts.get(start - 1) instanceof ContentPart.Opaque) {
            start--;
        }
        return start;
    }

    void spent(Usage reported) {
        usage = reported;
    }

    boolean isLongerThan(int bound) {
        return (long) characters + thinking.length() + unshown > bound;
    }

    List<ContentPart> parts() {
        endRun();
        return List.copyOf(parts);
    }

    List<PlannedCall> calls() {
        return List.copyOf(calls);
    }

    String thinking() {
        return thinking.toString();
    }

    Usage usage() {
        return usage;
    }

    private void endRun() {
        if (!run.isEmpty()) {
            parts.add(new InputPart.Text(run.toString()));
            run.setLength(0);
        }
    }

    /**
     * Some models number the calls of every answer from the start; within a turn an id names one
     * call. People and clients answer calls by their ids, in paths, too.
     */
    private ToolCallId unused(ToolCallId asked) {
        String plain = plain(asked.value());
        ToolCallId id = new ToolCallId(plain);
        for (int n = 2; !used.add(id); n++) {
            id = new ToolCallId(plain + "_" + n);
        }
        return id;
    }

    private static String plain(String id) {
        StringBuilder plain = new StringBuilder();
        id.chars().limit(ID_CHARACTERS_MAX).forEach(c -> plain.append(isPlain(c) ? (char) c : '_'));
        return plain.isEmpty() ? "call" : plain.toString();
    }

    private static boolean isPlain(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '_'
                || c == '-'
                || c == '.'
                || c == ':';
    }
}
