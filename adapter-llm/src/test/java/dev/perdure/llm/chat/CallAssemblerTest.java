package dev.perdure.llm.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.model.ModelChunk;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.llm.rig.Asking;
import dev.perdure.llm.rig.Outcome;
import dev.perdure.model.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls come together whatever a server makes of ids, indexes and order. */
class CallAssemblerTest {

    private static final int ROUNDS = 300;

    @Test
    void a_call_in_one_piece() {
        assertThat(assembled(piece(0, "a", "add", "{\"x\":1}"))).containsExactly("a add {\"x\":1}");
    }

    @Test
    void pieces_of_several_calls_may_alternate() {
        assertThat(
                        assembled(
                                piece(0, "a", "add", ""),
                                piece(1, "b", "sub", ""),
                                piece(0, "", "", "{\"x\""),
                                piece(1, "", "", "{\"y\""),
                                piece(0, "", "", ":1}"),
                                piece(1, "", "", ":2}")))
                .containsExactly("a add {\"x\":1}", "b sub {\"y\":2}");
    }

    @Test
    void a_new_id_at_the_same_index_is_a_new_call() {
        assertThat(assembled(piece(0, "a", "add", "{}"), piece(0, "b", "add", "{}")))
                .containsExactly("a add {}", "b add {}");
    }

    @Test
    void an_id_that_comes_late_belongs_to_the_call_without_one() {
        assertThat(assembled(piece(0, "", "add", "{\"x\""), piece(0, "late", "", ":1}")))
                .containsExactly("call_0 add {\"x\":1}");
    }

    @Test
    void a_new_id_beside_a_complete_call_without_one_is_a_new_call() {
        assertThat(assembled(piece(0, "", "add", "{}"), piece(0, "b", "add", "{}")))
                .containsExactly("call_0 add {}", "b add {}");
    }

    @Test
    void an_id_that_comes_before_the_name_is_the_call_s() {
        assertThat(assembled(piece(0, "", "", "{\"x\""), piece(0, "a", "add", ":1}")))
                .containsExactly("a add {\"x\":1}");
    }

    @Test
    void a_known_id_decides_against_the_index() {
        assertThat(
                        assembled(
                                piece(0, "a", "add", "{\"x\""),
                                piece(1, "b", "sub", "{}"),
                                piece(1, "a", "", ":1}")))
                .containsExactly("a add {\"x\":1}", "b sub {}");
    }

    @Test
    void a_new_name_at_an_index_whose_call_is_complete_is_a_new_call() {
        assertThat(assembled(piece(0, "", "add", "{}"), piece(0, "", "add", "{}")))
                .containsExactly("call_0 add {}", "call_1 add {}");
    }

    @Test
    void another_name_at_an_index_whose_call_has_no_arguments_is_a_new_call() {
        assertThat(assembled(piece(0, "", "now", ""), piece(0, "", "add", "{}")))
                .containsExactly("call_0 now {}", "call_1 add {}");
    }

    @Test
    void a_name_that_is_repeated_in_every_piece_is_one_call() {
        assertThat(
                        assembled(
                                piece(0, "", "add", "{\"x\""),
                                piece(0, "", "add", ":1"),
                                piece(0, "", "add", "}")))
                .containsExactly("call_0 add {\"x\":1}");
    }

    @Test
    void a_piece_without_anything_but_arguments_belongs_to_the_last_call() {
        assertThat(
                        assembled(
                                piece(-1, "", "add", "{\"x\""),
                                piece(-1, "", "", ":1}"),
                                piece(-1, "", "sub", "{}")))
                .containsExactly("call_0 add {\"x\":1}", "call_1 sub {}");
        assertThat(assembled(piece(0, "a", "add", "{\"x\""), piece(7, "", "", ":1}")))
                .containsExactly("a add {\"x\":1}");
    }

    @Test
    void arguments_before_a_name_are_kept() {
        assertThat(assembled(piece(0, "", "", "{\"x\""), piece(0, "", "add", ":1}")))
                .containsExactly("call_0 add {\"x\":1}");
    }

    @Test
    void no_arguments_are_an_empty_object() {
        assertThat(assembled(piece(0, "a", "now", ""))).containsExactly("a now {}");
        assertThat(assembled(piece(0, "a", "now", " "))).containsExactly("a now {}");
    }

    @Test
    void arguments_that_are_no_string_are_taken_as_they_are() {
        JsonObject piece =
                Asking.json(
                        "{\"id\":\"a\",\"function\":{\"name\":\"add\",\"arguments\":{\"x\":1}}}");

        assertThat(assembled(piece)).containsExactly("a add {\"x\":1}");
    }

    @Test
    void an_id_that_looks_like_one_of_ours_stays_apart() {
        assertThat(assembled(piece(0, "", "now", "{}"), piece(1, "call_0", "add", "{}")))
                .containsExactly("call_0 now {}", "call_0_2 add {}");
    }

    @Test
    void a_call_that_is_never_named_is_none_to_run() {
        CallAssembler assembler = new CallAssembler(new Origin("chat_completions", "local", "m"));
        assembler.take(piece(0, "a", "", "{}"), new ArrayList<>());

        assertThat(assembler.ready(false)).isEmpty();
    }

    @Test
    void calls_without_end_are_noticed() {
        CallAssembler assembler = new CallAssembler(new Origin("chat_completions", "local", "m"));
        for (int i = 0; i <= CallAssembler.CALLS_MAX; i++) {
            assertThat(assembler.isTooLong()).isFalse();
            assembler.take(piece(i, "id" + i, "add", ""), new ArrayList<>());
        }

        assertThat(assembler.isTooLong()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Manner.class)
    void any_calls_come_together_however_they_are_cut(Manner manner) {
        for (long seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            List<String[]> calls = calls(random);

            List<String> assembled = assembled(manner.sent(calls, random));

            assertThat(assembled.stream().map(CallAssemblerTest::withoutId))
                    .as("%s, seed %d", manner, seed)
                    .containsExactlyElementsOf(
                            calls.stream().map(call -> call[1] + " " + call[2]).toList());
            assertThat(assembled).doesNotHaveDuplicates();
            if (manner.hasIds) {
                assertThat(assembled)
                        .as("%s, seed %d", manner, seed)
                        .allMatch(call -> call.startsWith("id"));
            }
        }
    }

    /** How servers number, name and order the pieces of their calls. */
    private enum Manner {
        BY_THE_BOOK(true, true),
        IDS_IN_EVERY_PIECE(true, true),
        EVERY_INDEX_ZERO(true, false),
        IDS_AND_NO_INDEX(true, false),
        INDEXES_AND_NO_ID(false, true),
        NOTHING_BUT_NAMES(false, false);

        private final boolean hasIds;
        private final boolean alternates;

        Manner(boolean hasIds, boolean alternates) {
            this.hasIds = hasIds;
            this.alternates = alternates;
        }

        JsonObject[] sent(List<String[]> calls, Random random) {
            List<List<JsonObject>> queues = new ArrayList<>();
            for (int at = 0; at < calls.size(); at++) {
                queues.add(new ArrayList<>(pieces(at, calls.get(at), random)));
            }
            List<JsonObject> all = new ArrayList<>();
            if (!alternates) {
                queues.forEach(all::addAll);
                return all.toArray(JsonObject[]::new);
            }
            // Calls begin in order; what follows comes in any.
            queues.forEach(queue -> all.add(queue.removeFirst()));
            while (queues.stream().anyMatch(queue -> !queue.isEmpty())) {
                List<JsonObject> queue = queues.get(random.nextInt(queues.size()));
                if (!queue.isEmpty()) {
                    all.add(queue.removeFirst());
                }
            }
            return all.toArray(JsonObject[]::new);
        }

        private List<JsonObject> pieces(int at, String[] call, Random random) {
            List<JsonObject> pieces = new ArrayList<>();
            String rest = call[2];
            boolean first = true;
            while (first || !rest.isEmpty()) {
                int cut = rest.isEmpty() ? 0 : random.nextInt(rest.length()) + 1;
                String part = first && random.nextBoolean() ? "" : rest.substring(0, cut);
                pieces.add(piece(at, call, part, first));
                rest = rest.substring(part.length());
                first = false;
            }
            return pieces;
        }

        private JsonObject piece(int at, String[] call, String part, boolean first) {
            String name = first ? call[1] : "";
            return switch (this) {
                case BY_THE_BOOK -> CallAssemblerTest.piece(at, first ? call[0] : "", name, part);
                case IDS_IN_EVERY_PIECE -> CallAssemblerTest.piece(at, call[0], call[1], part);
                case EVERY_INDEX_ZERO -> CallAssemblerTest.piece(0, call[0], name, part);
                case IDS_AND_NO_INDEX ->
                        CallAssemblerTest.piece(-1, first ? call[0] : "", name, part);
                case INDEXES_AND_NO_ID -> CallAssemblerTest.piece(at, "", name, part);
                case NOTHING_BUT_NAMES -> CallAssemblerTest.piece(-1, "", name, part);
            };
        }
    }

    private static List<String[]> calls(Random random) {
        List<String[]> calls = new ArrayList<>();
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            StringBuilder words = new StringBuilder();
            for (int n = random.nextInt(12); n > 0; n--) {
                words.append((char) ('a' + random.nextInt(26)));
            }
            calls.add(
                    new String[] {
                        "id" + i,
                        "tool_" + random.nextInt(3),
                        "{\"q\":\"" + words + "\",\"n\":[" + random.nextInt(1000) + ",{}]}"
                    });
        }
        return calls;
    }

    private static String withoutId(String call) {
        return call.substring(call.indexOf(' ') + 1);
    }

    private static JsonObject piece(int index, String id, String name, String arguments) {
        JsonObjectBuilder function = JsonObject.builder().put("arguments", arguments);
        if (!name.isEmpty()) {
            function.put("name", name);
        }
        JsonObjectBuilder piece = JsonObject.builder().put("id", id).put("type", "function");
        if (index >= 0) {
            piece.put("index", index);
        }
        return piece.put("function", function.build()).build();
    }

    /** What becomes of the pieces, with every promise about the pieces told on the way checked. */
    private static List<String> assembled(JsonObject... pieces) {
        CallAssembler assembler = new CallAssembler(new Origin("chat_completions", "local", "m"));
        List<ModelChunk> chunks = new ArrayList<>();
        for (JsonObject piece : pieces) {
            assembler.take(piece, chunks);
        }
        List<ModelChunk> ready = assembler.ready(false).orElseThrow();
        Outcome outcome = new Outcome(Stream.concat(chunks.stream(), ready.stream()).toList());
        for (ModelChunk.ToolCallReady each : outcome.pieces(ModelChunk.ToolCallReady.class)) {
            StringBuilder told = new StringBuilder();
            outcome.pieces(ModelChunk.ToolArgumentsDelta.class).stream()
                    .filter(delta -> delta.id().equals(each.call().id()))
                    .forEach(delta -> told.append(delta.json()));
            assertThat(told.toString().isBlank() ? "{}" : told.toString())
                    .isEqualTo(each.call().arguments().text());
        }
        return outcome.calls();
    }
}
