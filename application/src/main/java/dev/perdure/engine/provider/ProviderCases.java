package dev.perdure.engine.provider;

/** What can be asked of stored providers, one class for each question. */
public record ProviderCases(
        AddProvider add,
        ReviseProvider revise,
        RemoveProvider remove,
        VerifyProvider verify,
        SyncModels syncModels,
        RewrapKeys rewrapKeys) {}
