package dev.perdure.llm.simulated;

import dev.perdure.engine.model.ModelChunk;
import dev.perdure.tool.ToolCall;
import java.util.ArrayList;
import java.util.List;

/** Tool calls as chunks: all are started first, then their arguments arrive in turns. */
final class CallChunks {

    private static final int PIECE_CHARACTERS = 16;
    private static final int PIECES_MAX = 64;

    private CallChunks() {}

    static List<ModelChunk> of(List<ToolCall> calls) {
        List<ModelChunk> chunks = new ArrayList<>();
        for (ToolCall call : calls) {
            chunks.add(new ModelChunk.ToolCallStarted(call.id(), call.name()));
        }
        int[] sent = new int[calls.size()];
        boolean open = !calls.isEmpty();
        while (open) {
            open = false;
            for (int i = 0; i < sent.length; i++) {
                ToolCall call = calls.get(i);
                String arguments = call.arguments().text();
                if (sent[i] < arguments.length()) {
                    int end = endOfPiece(arguments, sent[i]);
                    chunks.add(
                            new ModelChunk.ToolArgumentsDelta(
                                    call.id(), arguments.substring(sent[i], end)));
                    sent[i] = end;
                    if (end < arguments.length()) {
                        open = true;
                    } else {
                        chunks.add(new ModelChunk.ToolCallReady(call));
                    }
                }
            }
        }
        return chunks;
    }

    private static int endOfPiece(String text, int from) {
        int end =
                Math.min(
                        text.length(),
                        from + Math.max(PIECE_CHARACTERS, text.length() / PIECES_MAX));
        boolean cutsAPair = end < text.length() && Character.isLowSurrogate(text.charAt(end));
        return cutsAPair ? end + 1 : end;
    }
}
