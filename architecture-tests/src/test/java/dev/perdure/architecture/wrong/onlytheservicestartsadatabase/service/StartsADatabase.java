package dev.perdure.architecture.wrong.onlytheservicestartsadatabase.service;

import dev.perdure.architecture.wrong.onlytheservicestartsadatabase.postgres.Launcher;

public interface StartsADatabase {
    Launcher launcher();
}
