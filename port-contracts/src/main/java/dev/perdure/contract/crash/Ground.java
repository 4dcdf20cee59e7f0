package dev.perdure.contract.crash;

import dev.perdure.contract.StorageFixture;
import java.time.Duration;
import java.time.InstantSource;

/**
 * What one case is played on.
 *
 * @param storage of this case alone; closed when the case is over
 * @param clock of the engine; goes on by itself, and moves along when the storage's time is
 *     advanced, where the storage lives by a clock that can be moved
 * @param sweep how often a node looks for what the dead left behind; the less it costs, the more
 *     often
 */
public record Ground(StorageFixture storage, InstantSource clock, Duration sweep) {}
