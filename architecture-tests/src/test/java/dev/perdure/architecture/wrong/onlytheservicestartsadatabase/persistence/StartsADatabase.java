package dev.perdure.architecture.wrong.onlytheservicestartsadatabase.persistence;

import dev.perdure.architecture.wrong.onlytheservicestartsadatabase.postgres.Launcher;

public interface StartsADatabase {
    Launcher launcher();
}
