package dev.perdure.harness;

import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * Harnesses that come with capabilities, for an installation that offers those; the same identities
 * on every node. They inherit from the standard one.
 */
public final class FurnishedHarnesses {

    /** A worker that comes to the same as often as this has nothing more to find out by itself. */
    private static final int WORKER_REPEATS_MAX = 5;

    private static final HarnessDefinition CONVERSATION =
            harness(
                    3,
                    "conversation",
                    "Conversation",
                    "Talks with somebody: asks, looks back, knows the time.",
                    Harness.GENERIC_ID,
                    HarnessBase.of(
                            "", uses("current_time", "session", "infinity_context", "ask_user")));

    private static final HarnessDefinition PLATFORM_CHAT =
            harness(
                    4,
                    "platform-chat",
                    "Platform Chat",
                    "A conversation that can look things up: in files, on pages, in skills.",
                    CONVERSATION.id(),
                    HarnessBase.of(
                            "",
                            uses(
                                    "session_file_system",
                                    "web_fetch",
                                    "agent_instructions",
                                    "skills")));

    private static final HarnessDefinition WORKER =
            harness(
                    5,
                    "worker",
                    "Worker",
                    "Gets work done by itself: with files, pages, a list of what is to do, and an eye on"
                            + " what may be spent.",
                    Harness.GENERIC_ID,
                    HarnessBase.of(
                            "You work by yourself, and nobody looks on. Do what was asked to its end,"
                                    + " check what you have done, and then say what came of it. Where"
                                    + " something is missing that only a person can give, say so and"
                                    + " end.",
                            working()));

    private static final HarnessDefinition DATA_ANALYST =
            harness(
                    6,
                    "data-analyst",
                    "Data Analyst",
                    "Answers questions about data in files.",
                    Harness.GENERIC_ID,
                    HarnessBase.of(
                            "You answer questions about data that is in files. Look at the data before"
                                    + " you say anything about it. Say where each figure comes from and"
                                    + " how it was worked out, keep tables that others may need in"
                                    + " files, and say plainly what the data does not tell.",
                            uses(
                                    "current_time",
                                    "session_file_system",
                                    "session_storage",
                                    "stateless_todo_list",
                                    "infinity_context",
                                    "ask_user",
                                    "agent_instructions",
                                    "skills")));

    private FurnishedHarnesses() {}

    public static List<HarnessDefinition> all() {
        return List.of(CONVERSATION, PLATFORM_CHAT, WORKER, DATA_ANALYST);
    }

    private static List<CapabilityRef> working() {
        List<CapabilityRef> uses =
                new ArrayList<>(
                        uses(
                                "current_time",
                                "session_file_system",
                                "session_storage",
                                "web_fetch",
                                "stateless_todo_list",
                                "infinity_context",
                                "budgeting",
                                "agent_instructions",
                                "skills"));
        uses.add(
                new CapabilityRef(
                        new CapabilityId("loop_detection"),
                        JsonObject.builder().put("max_repeats", WORKER_REPEATS_MAX).build()));
        return List.copyOf(uses);
    }

    private static List<CapabilityRef> uses(String... capabilities) {
        return Arrays.stream(capabilities)
                .map(id -> new CapabilityRef(new CapabilityId(id), JsonObject.empty()))
                .toList();
    }

    private static HarnessDefinition harness(
            int number,
            String name,
            String displayName,
            String description,
            HarnessId parent,
            HarnessBase own) {
        return new HarnessDefinition(
                new HarnessId(new UUID(0, number)), name, displayName, description, parent, own);
    }
}
