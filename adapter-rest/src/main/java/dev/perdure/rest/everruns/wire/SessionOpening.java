package dev.perdure.rest.everruns.wire;

import dev.perdure.rest.http.EngineParts;
import dev.perdure.session.Session;
import dev.perdure.session.SessionSettings;
import dev.perdure.tenant.OrganisationId;

/** Opens sessions, each with its starter files in its workspace. */
public record SessionOpening(EngineParts engine) {

    public Session open(OrganisationId organisation, SessionSettings settings) {
        StarterFiles files = StarterFiles.of(organisation, settings, engine.agents());
        Session session =
                RequestProblems.accepted(
                        engine.useCases().openSession().open(organisation, settings));
        files.into(engine.files(), session);
        return session;
    }
}
