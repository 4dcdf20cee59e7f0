package dev.perdure.architecture.wrong.adaptersarestrangers.rest;

import dev.perdure.architecture.wrong.adaptersarestrangers.persistence.Store;

public interface KnowsTheStore {
    Store store();
}
