package dev.perdure.architecture.wrong.nothinglooksup.postgres.testing;

import dev.perdure.architecture.wrong.nothinglooksup.postgres.Launcher;

public interface Server {
    Launcher launcher();
}
