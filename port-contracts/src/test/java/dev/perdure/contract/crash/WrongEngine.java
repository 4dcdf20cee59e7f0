package dev.perdure.contract.crash;

import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.EventLog;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.work.WorkChange;
import dev.perdure.tool.ToolHints;
import java.util.List;

/** Engines that are wrong in one way each, which the matrix has to find. */
enum WrongEngine implements Plant {
    /** The facts that end a turn are one transaction, and taking it off the queue is another. */
    FINISHES_IN_TWO_TRANSACTIONS {
        @Override
        List<Batch> written(Batch batch) {
            return batch.work() instanceof WorkChange.Finish ? split(batch) : List.of(batch);
        }
    },

    /** A message is one transaction, and making its turn due is another. */
    ENQUEUES_IN_TWO_TRANSACTIONS {
        @Override
        List<Batch> written(Batch batch) {
            return batch.work() instanceof WorkChange.Enqueue ? split(batch) : List.of(batch);
        }
    },

    /** A message that is sent again gets a turn of its own. */
    MINTS_A_SECOND_TURN {
        @Override
        List<Batch> written(Batch batch) {
            return batch.work() instanceof WorkChange.Enqueue enqueue
                    ? List.of(
                            batch.with(
                                    new WorkChange.Enqueue(
                                            enqueue.turn(),
                                            enqueue.turn().value().toString(),
                                            enqueue.claimIfIdle(),
                                            enqueue.wakes())))
                    : List.of(batch);
        }
    },

    /** A tool that does something at every run promises that it may be repeated. */
    REPEATS_AN_UNKEYED_EFFECT {
        @Override
        public ToolHints hintsOfSend() {
            return ToolHints.READ_ONLY;
        }
    };

    @Override
    public EventLog over(EventLog log) {
        return new PlantedLog(log, this);
    }

    /** What is written instead of a batch, one after the other. */
    List<Batch> written(Batch batch) {
        return List.of(batch);
    }

    /** The facts first, and what becomes of the turn when they are there. */
    private static List<Batch> split(Batch batch) {
        Guard after =
                switch (batch.guard()) {
                    case Guard.Owned owned -> owned;
                    case Guard.OwnedAt owned -> new Guard.Owned(owned.epoch());
                    case Guard.NewStream ignored -> new Guard.Exists();
                    case Guard.Exists exists -> exists;
                    case Guard.AtVersion ignored -> new Guard.Exists();
                };
        Batch facts =
                new Batch(
                        batch.session(),
                        batch.guard(),
                        batch.entries(),
                        new WorkChange.Unchanged());
        return List.of(facts, new Batch(batch.session(), after, List.of(), batch.work()));
    }
}
