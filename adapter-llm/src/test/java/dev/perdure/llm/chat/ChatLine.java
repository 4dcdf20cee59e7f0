package dev.perdure.llm.chat;

import dev.perdure.contract.http.Reply;
import dev.perdure.llm.rig.Line;

/** Lines of this wire. */
final class ChatLine {

    private ChatLine() {}

    static Line to(Reply reply) {
        return Line.to(new ChatSpeech(), reply);
    }

    static Line toEvents(String... stream) {
        return to(Reply.events(String.join("", stream)));
    }
}
