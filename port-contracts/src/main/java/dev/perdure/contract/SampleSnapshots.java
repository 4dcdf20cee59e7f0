package dev.perdure.contract;

import dev.perdure.event.StreamVersion;
import dev.perdure.harness.Harness;
import dev.perdure.loop.Notes;
import dev.perdure.loop.Snapshot;
import dev.perdure.loop.TranscriptItem;
import dev.perdure.message.Role;
import dev.perdure.session.SessionSettings;
import dev.perdure.tool.ToolResult;
import java.util.List;

/** Snapshots for tests of stores. */
public final class SampleSnapshots {

    private SampleSnapshots() {}

    /** Of a session in which nothing was said. */
    public static Snapshot bare(StreamVersion version) {
        return new Snapshot(
                SessionSettings.of(Harness.GENERIC_ID, null, "a session"),
                version,
                StreamVersion.NONE,
                null,
                List.of(),
                0,
                true);
    }

    /** With everything in it that something on the way may mangle. */
    public static Snapshot awkward(StreamVersion version) {
        return new Snapshot(
                SampleValues.sessionSettings(),
                version,
                new StreamVersion(1),
                new Notes(new StreamVersion(2), SampleValues.AWKWARD_TEXT),
                List.of(
                        new TranscriptItem.Said(
                                new StreamVersion(3), SampleValues.message(Role.USER)),
                        new TranscriptItem.Said(StreamVersion.NONE, SampleValues.bareMessage()),
                        new TranscriptItem.Said(
                                new StreamVersion(Long.MAX_VALUE),
                                SampleValues.message(Role.AGENT)),
                        new TranscriptItem.Answered(
                                new StreamVersion(1),
                                SampleValues.call().id(),
                                SampleValues.AWKWARD_TEXT,
                                ToolResult.error(SampleValues.AWKWARD_TEXT))),
                Long.MAX_VALUE,
                false);
    }
}
