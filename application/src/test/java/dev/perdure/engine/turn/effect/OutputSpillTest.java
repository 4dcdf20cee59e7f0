package dev.perdure.engine.turn.effect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.file.FileContent;
import dev.perdure.engine.file.FileView;
import dev.perdure.engine.file.StoredFile;
import dev.perdure.engine.file.WorkspaceKey;
import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.Guard;
import dev.perdure.event.SessionEvent;
import dev.perdure.file.FilePath;
import dev.perdure.harness.Harness;
import dev.perdure.json.JsonText;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionSettings;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolResult;
import dev.perdure.tool.ToolStatus;
import dev.perdure.turn.TurnId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OutputSpillTest {

    private static final int ROOM = 20_000;

    private final InMemoryStorage storage = InMemoryStorage.open();
    private final OutputSpill spill = OutputSpill.on(storage);
    private final SessionKey session = opened();

    @Test
    void what_has_room_is_told_as_it_is() {
        ToolResult fits = ToolResult.success("x".repeat(ROOM));
        ToolResult failed = ToolResult.error("It is broken.");

        assertThat(told(fits)).isSameAs(fits);
        assertThat(told(failed)).isSameAs(failed);
        assertThat(files(fits.output())).isEmpty();
    }

    @Test
    void what_is_longer_is_kept_whole_and_told_by_its_ends() {
        String output = "begin" + "x".repeat(ROOM) + "end";

        ToolResult told = told(ToolResult.success(output));

        assertThat(told.status()).isEqualTo(ToolStatus.SUCCESS);
        assertThat(told.output())
                .startsWith("begin")
                .endsWith("end")
                .contains(path(output).text(), output.length() + " characters")
                .hasSizeBetween(
                        OutputSpill.HEAD_CHARACTERS + OutputSpill.TAIL_CHARACTERS,
                        OutputSpill.HEAD_CHARACTERS + OutputSpill.TAIL_CHARACTERS + 300);
        assertThat(files(output)).containsExactly(output);
    }

    @Test
    void what_is_told_never_needs_more_room_than_there_is() {
        String output = "\ud83d\ude00".repeat(60_000);

        for (int room = OutputSpill.ROOM_CHARACTERS_MIN; room < 12_000; room += 77) {
            String told = told(ToolResult.success(output), room).output();

            assertThat(told.length()).isLessThanOrEqualTo(room);
            assertThat(
                            told.codePoints()
                                    .noneMatch(c -> Character.getType(c) == Character.SURROGATE))
                    .isTrue();
        }
    }

    @Test
    void with_too_little_room_for_a_name_nothing_is_kept() {
        ToolResult result = ToolResult.success("x".repeat(ROOM));

        assertThat(told(result, OutputSpill.ROOM_CHARACTERS_MIN - 1)).isSameAs(result);
        assertThat(files(result.output())).isEmpty();
    }

    @Test
    void what_is_no_text_is_told_by_its_name_alone() {
        ToolResult told = told(ToolResult.success("PNG\0data"));

        assertThat(told.succeeded()).isTrue();
        assertThat(told.output())
                .contains("not text", path("PNG\0data").text())
                .doesNotContain("\0");
        assertThat(storage.files().find(FileView.now(WorkspaceKey.own(session)), path("PNG\0data")))
                .isPresent();
    }

    @Test
    void of_more_than_can_be_kept_nothing_is() {
        ToolResult most = told(ToolResult.success("x".repeat(OutputSpill.OUTPUT_BYTES_MAX)));
        ToolResult more = told(ToolResult.success("x".repeat(OutputSpill.OUTPUT_BYTES_MAX + 1)));

        assertThat(most.output()).contains("/outputs/tool-");
        assertThat(more.status()).isEqualTo(ToolStatus.ERROR);
        assertThat(more.error()).contains("nothing is kept");
    }

    @Test
    void the_same_output_is_told_in_the_same_words_whatever_the_call() {
        String output = "a".repeat(ROOM + 1);

        ToolResult first = told(ToolResult.success(output), ROOM, "call/1?");
        ToolResult again = told(ToolResult.success(output), ROOM, "call/2?");
        ToolResult other = told(ToolResult.success("b" + output), ROOM, "call/2?");

        assertThat(again).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
        assertThat(files(output)).containsExactly(output);
    }

    @Test
    void of_a_session_that_is_gone_nothing_is_kept() {
        storage.sessions().remove(session);
        ToolResult result = ToolResult.success("x".repeat(ROOM + 1));

        assertThat(told(result)).isSameAs(result);
        assertThat(told(ToolResult.success("\0")).status()).isEqualTo(ToolStatus.ERROR);
    }

    private ToolResult told(ToolResult result) {
        return told(result, ROOM);
    }

    private ToolResult told(ToolResult result, int room) {
        return told(result, room, "call/1?");
    }

    private ToolResult told(ToolResult result, int room, String call) {
        OutputSpill.Source source =
                new OutputSpill.Source(
                        session,
                        new TurnId(new UUID(1, 1)),
                        new ToolCall(new ToolCallId(call), "tool", new JsonText("{}")));
        return spill.told(result, source, room);
    }

    private static FilePath path(String output) {
        String hash = FileContent.of(output).hash().hex();
        return new FilePath("/outputs/tool-" + hash.substring(0, 16) + ".txt");
    }

    private List<String> files(String output) {
        return storage
                .files()
                .read(FileView.now(WorkspaceKey.own(session)), List.of(path(output)))
                .stream()
                .map(StoredFile::content)
                .map(content -> content.text().orElseThrow())
                .toList();
    }

    private SessionKey opened() {
        SessionKey key = new SessionKey(OrganisationId.DEFAULT, new SessionId(new UUID(2, 2)));
        storage.log()
                .append(
                        List.of(
                                Batch.of(
                                        key,
                                        new Guard.NewStream(),
                                        List.of(
                                                new SessionEvent.SessionOpened(
                                                        SessionSettings.of(
                                                                Harness.GENERIC_ID, null, ""))))))
                .toCompletableFuture()
                .join();
        return key;
    }
}
