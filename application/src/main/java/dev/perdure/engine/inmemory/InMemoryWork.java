package dev.perdure.engine.inmemory;

import dev.perdure.engine.work.Claim;
import dev.perdure.engine.work.WorkQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The queue as one node sees it. */
final class InMemoryWork implements WorkQueue {

    private final Memory memory;
    private long incarnation = Nodes.NOBODY;

    InMemoryWork(Memory memory) {
        this.memory = memory;
    }

    @Override
    public void join() {
        memory.lock.lock();
        try {
            bury(incarnation);
            incarnation = memory.nodes.join(memory.now());
            sweep();
        } finally {
            memory.lock.unlock();
        }
    }

    @Override
    public List<Claim> claim(int places) {
        return memory.locked(() -> {
            List<Claim> claims = new ArrayList<>();
            while (lives() && claims.size() < places) {
                StoredTurn turn = memory.turns.oldestClaimable();
                if (turn == null) {
                    break;
                }
                claims.add(take(turn));
            }
            return List.copyOf(claims);
        });
    }

    @Override
    public void awaitDue(Duration max) throws InterruptedException {
        memory.lock.lockInterruptibly();
        try {
            memory.turns.awaitClaimable(max.toNanos());
        } finally {
            memory.lock.unlock();
        }
    }

    @Override
    public boolean renew() {
        return memory.locked(() -> memory.nodes.renew(incarnation, memory.now()));
    }

    @Override
    public void sweep() {
        memory.lock.lock();
        try {
            Instant now = memory.now();
            memory.nodes.buryExpired(now, incarnation).forEach(memory.turns::releaseOf);
            memory.turns.wakeUp(now);
        } finally {
            memory.lock.unlock();
        }
    }

    @Override
    public void handOver(Claim claim) {
        memory.lock.lock();
        try {
            StoredStream stream = memory.stream(claim.session());
            if (stream != null && stream.epoch().equals(claim.epoch())) {
                stream.withTurn(claim.turn(), turn -> memory.turns.release(turn, incarnation));
            }
        } finally {
            memory.lock.unlock();
        }
    }

    @Override
    public void leave() {
        memory.lock.lock();
        try {
            bury(incarnation);
            incarnation = Nodes.NOBODY;
        } finally {
            memory.lock.unlock();
        }
    }

    /** Whether this node has joined and was not declared dead. Called under the lock. */
    boolean lives() {
        return memory.nodes.isLive(incarnation);
    }

    /** Makes this node the owner of a turn. Called under the lock. */
    Claim take(StoredTurn turn) {
        memory.turns.own(turn, incarnation);
        return new Claim(turn.stream.key(), turn.id, turn.stream.raiseEpoch(), turn.countClaim());
    }

    private void bury(long earlier) {
        memory.nodes.bury(earlier);
        memory.turns.releaseOf(earlier);
    }
}
