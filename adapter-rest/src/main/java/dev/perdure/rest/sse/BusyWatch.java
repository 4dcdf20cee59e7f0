package dev.perdure.rest.sse;

import dev.perdure.event.Envelope;
import dev.perdure.event.TurnEvent;
import java.util.List;

/** Whether a turn runs, as far as the records seen so far tell. */
final class BusyWatch {

    private boolean busy;

    BusyWatch(boolean busy) {
        this.busy = busy;
    }

    boolean isBusy() {
        return busy;
    }

    void see(List<Envelope> records) {
        for (Envelope envelope : records) {
            if (envelope.entry() instanceof TurnEvent.SessionActivated) {
                busy = true;
            } else if (envelope.entry() instanceof TurnEvent.SessionIdled) {
                busy = false;
            }
        }
    }
}
