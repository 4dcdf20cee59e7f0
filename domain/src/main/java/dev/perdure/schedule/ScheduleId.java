package dev.perdure.schedule;

import java.util.UUID;

/** Identity of a schedule. */
public record ScheduleId(UUID value) {}
