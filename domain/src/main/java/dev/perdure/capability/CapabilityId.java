package dev.perdure.capability;

/** The published name of a capability, for example {@code current_time}. */
public record CapabilityId(String value) {}
