package dev.perdure.contract.crash;

import dev.perdure.engine.schedule.ScheduleTimer;
import dev.perdure.engine.store.Storage;
import dev.perdure.tenant.OrganisationId;
import java.time.Duration;
import java.time.InstantSource;

/** What outlives every node of a case: the data, the clock, the model, and what the tools did. */
final class World implements AutoCloseable {

    private final Ground ground;
    private final Setting setting;
    private final Plant plant;
    private final Duration patience;
    private final Storage eyes;
    private final Ledger ledger;
    private final PlayedModel model = new PlayedModel();
    private final PlayedTools tools;
    private final PlayedServer server;

    World(Ground ground, Setting setting, Plant plant, Duration patience) {
        this.patience = patience;
        this.ground = ground;
        this.setting = setting;
        this.plant = plant;
        this.eyes = ground.storage().open();
        this.ledger = new Ledger(eyes.log());
        this.tools = new PlayedTools(ledger, plant.hintsOfSend());
        this.server = new PlayedServer(ledger);
        server.keptIn(eyes, OrganisationId.DEFAULT, ground.clock());
    }

    /** One more node, which has joined and works. */
    Node node(Watcher watcher) {
        Storage storage = new WatchedStorage(ground.storage().openNode(), watcher, plant);
        Node node = new Node(storage, this, watcher);
        node.start();
        return node;
    }

    /** Lets the lease run out of those that do not renew, and of what they took in hand. */
    void outlastLeases() {
        Duration lease = ground.storage().lease();
        boolean longer = setting.delegates() && lease.compareTo(ScheduleTimer.HOLD) < 0;
        ground.storage().advanceTime((longer ? ScheduleTimer.HOLD : lease).plusSeconds(1));
    }

    Setting setting() {
        return setting;
    }

    Duration patience() {
        return patience;
    }

    InstantSource clock() {
        return ground.clock();
    }

    Duration sweep() {
        return ground.sweep();
    }

    PlayedModel model() {
        return model;
    }

    PlayedTools tools() {
        return tools;
    }

    PlayedServer server() {
        return server;
    }

    Ledger ledger() {
        return ledger;
    }

    /** The storage past every watcher. */
    Storage eyes() {
        return eyes;
    }

    void release() {
        tools.end();
    }

    @Override
    public void close() {
        ground.storage().close();
    }
}
