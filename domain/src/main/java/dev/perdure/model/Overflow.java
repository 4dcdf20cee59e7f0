package dev.perdure.model;

/** How it was found out that a request is more than its model takes. */
public enum Overflow {
    /** It was estimated before the model was asked. */
    FORESEEN,
    /** The model refused it. */
    REFUSED
}
