package dev.perdure.architecture.wrong.thedatabaselauncherknowsnobody.postgres.testing;

import dev.perdure.architecture.wrong.thedatabaselauncherknowsnobody.postgres.Launcher;

public interface KnowsTheLauncher {
    Launcher launcher();
}
