package dev.perdure.rest.everruns.nested;

import dev.perdure.engine.log.EventReader;
import dev.perdure.event.Delta;
import dev.perdure.event.Envelope;
import dev.perdure.event.StreamVersion;
import dev.perdure.event.TurnEvent;
import dev.perdure.json.JsonObject;
import dev.perdure.rest.everruns.wire.RecentFacts;
import dev.perdure.rest.everruns.wire.Supersessions;
import dev.perdure.rest.everruns.wire.TypeFilter;
import dev.perdure.rest.sse.Frame;
import dev.perdure.session.SessionKey;
import java.util.ArrayList;
import java.util.List;

/** What one reader of a stream is told, in the words of its generation. */
final class NestedStream implements Frame.Projection {

    private final RecentFacts recent;
    private final Supersessions supersessions;
    private final NestedEvents events;
    private final Generation generation;
    private final TypeFilter filter;

    /**
     * @param head last fact there was when the reader came
     */
    NestedStream(
            EventReader log,
            SessionKey session,
            StreamVersion head,
            Generation generation,
            TypeFilter filter) {
        this.recent = new RecentFacts(log, session);
        this.supersessions = new Supersessions(recent, head);
        this.events = new NestedEvents(recent);
        this.generation = generation;
        this.filter = filter;
    }

    @Override
    public List<Frame> frames(List<Envelope> records) {
        recent.remember(records);
        List<Frame> frames = new ArrayList<>(records.size());
        for (Envelope envelope : records) {
            if (!isGivenUp(envelope)) {
                frames(envelope).stream()
                        .filter(frame -> filter.wants(frame.event()))
                        .forEach(frames::add);
            }
        }
        if (!records.isEmpty() && records.getLast().entry() instanceof TurnEvent.SessionIdled) {
            recent.forget();
        }
        return frames;
    }

    private boolean isGivenUp(Envelope envelope) {
        return envelope.entry() instanceof Delta delta && supersessions.isGivenUp(envelope, delta);
    }

    private List<Frame> frames(Envelope envelope) {
        if (generation == Generation.G1) {
            return TutorialFrames.of(envelope);
        }
        String name = NestedEvents.name(generation, envelope.entry());
        if (name == null) {
            return List.of();
        }
        JsonObject data =
                generation == Generation.G0 ? events.data(envelope) : events.item(envelope);
        return List.of(new Frame(name, data, NestedEvents.id(envelope)));
    }
}
