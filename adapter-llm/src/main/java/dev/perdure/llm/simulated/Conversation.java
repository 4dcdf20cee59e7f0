package dev.perdure.llm.simulated;

import dev.perdure.loop.TranscriptItem;
import dev.perdure.message.MessageId;
import dev.perdure.message.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A transcript as a simulated model sees it.
 *
 * @param question text of the last user message; empty when there is none
 * @param results of the tools called since the question
 * @param agentMessages in the whole transcript
 * @param lastVersion of the newest item; 0 when there is none
 */
record Conversation(
        String question,
        MessageId questionId,
        List<TranscriptItem.Answered> results,
        int agentMessages,
        long lastVersion) {

    private static final MessageId NO_QUESTION = new MessageId(new UUID(0, 0));

    static Conversation of(List<TranscriptItem> transcript) {
        String question = "";
        MessageId questionId = NO_QUESTION;
        List<TranscriptItem.Answered> results = new ArrayList<>();
        int agentMessages = 0;
        long lastVersion = 0;
        for (TranscriptItem item : transcript) {
            lastVersion = item.version().value();
            switch (item) {
                case TranscriptItem.Answered answered -> results.add(answered);
                case TranscriptItem.Said said -> {
                    if (said.message().role() == Role.AGENT) {
                        agentMessages++;
                    } else {
                        question = said.message().text();
                        questionId = said.message().id();
                        results.clear();
                    }
                }
            }
        }
        return new Conversation(
                question, questionId, List.copyOf(results), agentMessages, lastVersion);
    }
}
