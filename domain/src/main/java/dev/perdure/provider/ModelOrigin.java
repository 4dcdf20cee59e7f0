package dev.perdure.provider;

/** Who says that a provider has a model. */
public enum ModelOrigin {
    /** Somebody wrote it down. */
    MANUAL,
    /** The provider listed it when it was asked. */
    DISCOVERED
}
