package dev.perdure.capability;

/** A capability that an agent has, and what it brings. */
public record CapabilityUse(CapabilityRef ref, Contribution.Given brings) {}
