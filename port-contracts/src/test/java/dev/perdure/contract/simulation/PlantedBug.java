package dev.perdure.contract.simulation;

import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.work.WorkChange;
import dev.perdure.event.StepEvent;
import dev.perdure.tool.ToolHints;

/** Defects an engine on a database could have, each of which the simulation has to find. */
enum PlantedBug implements Bug {
    /** The store no longer asks who owns the session. */
    FENCE_REMOVED {
        @Override
        public Batch received(Batch batch) {
            return switch (batch.guard()) {
                case Guard.Owned ignored -> guarded(batch, new Guard.Exists());
                case Guard.OwnedAt owned -> guarded(batch, new Guard.AtVersion(owned.version()));
                case Guard.NewStream ignored -> batch;
                case Guard.Exists ignored -> batch;
                case Guard.AtVersion ignored -> batch;
            };
        }
    },

    /** The facts that end a turn are one transaction, and taking it off the queue is another. */
    FINISHED_IN_TWO_TRANSACTIONS {
        @Override
        public boolean splits(Batch batch) {
            return batch.work() instanceof WorkChange.Finish;
        }
    },

    /** A message is one transaction, and making its turn due is another. */
    ENQUEUED_IN_TWO_TRANSACTIONS {
        @Override
        public boolean splits(Batch batch) {
            return batch.work() instanceof WorkChange.Enqueue;
        }
    },

    /** Readers are shown what a node has sent to the store and nobody has committed. */
    SENT_BEFORE_COMMIT {
        @Override
        public boolean publishesEarly(Batch batch) {
            return batch.work() instanceof WorkChange.Unchanged
                    && !(batch.guard() instanceof Guard.NewStream);
        }
    },

    /** A message that is sent again gets a turn of its own. */
    SECOND_TURN_ON_RETRY {
        @Override
        public Batch received(Batch batch) {
            return batch.work() instanceof WorkChange.Enqueue enqueue
                    ? batch.with(
                            new WorkChange.Enqueue(
                                    enqueue.turn(),
                                    enqueue.turn().value().toString(),
                                    enqueue.claimIfIdle(),
                                    enqueue.wakes()))
                    : batch;
        }
    },

    /** A message has a turn stopped that waits without an owner, and nobody wakes it up. */
    WAKE_FORGOTTEN {
        @Override
        public Batch received(Batch batch) {
            return batch.work() instanceof WorkChange.Enqueue enqueue
                    ? batch.with(
                            new WorkChange.Enqueue(
                                    enqueue.turn(),
                                    enqueue.idempotencyKey(),
                                    enqueue.claimIfIdle()))
                    : batch;
        }
    },

    /** A tool begins while the intent to run it is still on its way to the log. */
    INTENT_SKIPPED {
        @Override
        public boolean acknowledgesEarly(Batch batch) {
            return batch.entries().stream().anyMatch(StepEvent.ToolStarted.class::isInstance);
        }
    },

    /** A client is told that its message is safe while it is still on its way to the log. */
    ACKNOWLEDGED_BEFORE_COMMIT {
        @Override
        public boolean acknowledgesEarly(Batch batch) {
            return batch.work() instanceof WorkChange.Enqueue;
        }
    },

    /** A tool that does something at every run promises that it may be repeated. */
    UNKEYED_EFFECT_REPEATED {
        @Override
        public ToolHints hintsOfSend() {
            return ToolHints.READ_ONLY;
        }
    },

    /** Nobody looks after the turns of the dead. */
    SWEEP_FORGOTTEN {
        @Override
        public boolean sweeps() {
            return false;
        }
    };

    private static Batch guarded(Batch batch, Guard guard) {
        return new Batch(batch.session(), guard, batch.entries(), batch.work());
    }
}
