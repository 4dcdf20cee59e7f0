package dev.perdure.architecture.wrong.thedatabaselauncherknowsnobody.postgres;

import dev.perdure.architecture.wrong.thedatabaselauncherknowsnobody.engine.Engine;

public interface KnowsTheEngine {
    Engine engine();
}
