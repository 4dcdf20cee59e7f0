package dev.perdure.rest.everruns.wire;

import dev.perdure.agent.Agent;
import dev.perdure.agent.AgentId;
import dev.perdure.engine.file.FileBounds;
import dev.perdure.engine.file.FileChange;
import dev.perdure.engine.file.FileContent;
import dev.perdure.engine.file.FileOutcome;
import dev.perdure.engine.file.FileWrite;
import dev.perdure.engine.file.WorkspaceKey;
import dev.perdure.engine.store.AgentStore;
import dev.perdure.file.FilePath;
import dev.perdure.json.JsonObject;
import dev.perdure.rest.http.FileParts;
import dev.perdure.session.Session;
import dev.perdure.session.SessionSettings;
import dev.perdure.tenant.OrganisationId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files that agents give to their sessions, and that sessions are opened with. */
public final class StarterFiles {

    /** In one list. */
    static final int FILES_MAX = 500;

    private static final String MEMBER = "initial_files";
    private static final Logger LOG = LoggerFactory.getLogger(StarterFiles.class);

    private final Map<FilePath, FileChange.Put> files = new LinkedHashMap<>();

    private StarterFiles() {}

    /** Refuses a body whose list of files is not one. */
    static void check(Fields body) {
        new StarterFiles().add(body);
    }

    /**
     * Those of the agent, and over them those of the session itself. To be asked before the session
     * is opened.
     */
    public static StarterFiles of(
            OrganisationId organisation, SessionSettings settings, AgentStore agents) {
        StarterFiles all = new StarterFiles();
        @Nullable AgentId agent = settings.agent();
        Optional<JsonObject> given =
                agent == null
                        ? Optional.empty()
                        : agents.find(organisation, agent)
                                .map(Agent::settings)
                                .map(s -> s.extensions());
        given.ifPresent(extensions -> all.add(Fields.of(extensions)));
        all.add(Fields.of(settings.extensions()));
        return all;
    }

    /** Puts them into the workspace of a session that was opened just now. */
    public void into(FileParts parts, Session session) {
        Optional<WorkspaceKey> workspace = parts.ofSessions().find(session.key());
        if (workspace.isEmpty()) {
            return;
        }
        files.forEach((path, put) -> {
            FileOutcome outcome =
                    parts.files()
                            .write(FileWrite.of(workspace.get(), path, put, session.createdAt()));
            if (outcome instanceof FileOutcome.Refused refused) {
                LOG.warn(
                        "{} has no starter file {}: {}",
                        session.key(),
                        path,
                        refused.why().sentence(FileBounds.STANDARD));
            }
        });
    }

    private void add(Fields body) {
        List<Fields> listed = body.objects(MEMBER).orElse(List.of());
        if (listed.size() > FILES_MAX) {
            throw body.wrong(MEMBER, "a list of at most " + FILES_MAX + " files");
        }
        for (Fields file : listed) {
            String written = file.string("path").orElseThrow(() -> file.missing("path"));
            FilePath path =
                    FilePath.parse(written)
                            .getOrElseThrow(refusal ->
                                    RequestProblems.invalid(file.path("path"), refusal.sentence()));
            FileContent content =
                    FileContents.read(file).orElseThrow(() -> file.missing("content"));
            if (path.isRoot() || content.size() > FileBounds.STANDARD.fileBytes()) {
                throw file.wrong(
                        "content",
                        "of at most " + FileBounds.STANDARD.fileBytes() + " bytes, and a file's");
            }
            files.put(path, new FileChange.Put(content, file.bool("is_readonly").orElse(false)));
        }
    }
}
