package dev.perdure.rest.everruns.current;

import dev.perdure.engine.log.EventReader;
import dev.perdure.event.Delta;
import dev.perdure.event.Envelope;
import dev.perdure.event.StreamVersion;
import dev.perdure.event.TurnEvent;
import dev.perdure.rest.everruns.wire.RecentFacts;
import dev.perdure.rest.everruns.wire.Supersessions;
import dev.perdure.rest.everruns.wire.TypeFilter;
import dev.perdure.rest.sse.Frame;
import dev.perdure.session.Session;
import java.util.ArrayList;
import java.util.List;

/** What one reader is told of the records it follows. */
final class CurrentStream implements Frame.Projection {

    private final RecentFacts recent;
    private final MessageTexts texts;
    private final Supersessions supersessions;
    private final CurrentProjection projection;
    private final TypeFilter filter;

    /**
     * @param head last fact there was when the reader came
     */
    CurrentStream(EventReader log, Session session, StreamVersion head, TypeFilter filter) {
        this.recent = new RecentFacts(log, session.key());
        this.supersessions = new Supersessions(recent, head);
        this.texts = new MessageTexts(log, recent);
        this.projection = new CurrentProjection(session.settings(), recent, texts);
        this.filter = filter;
    }

    @Override
    public List<Frame> frames(List<Envelope> records) {
        List<Frame> frames = new ArrayList<>(records.size());
        for (WireEvent event : events(records)) {
            frames.add(new Frame(event.type(), event.body(), event.id()));
        }
        return frames;
    }

    /** The events among the records that the reader wants, in order. */
    List<WireEvent> events(List<Envelope> records) {
        recent.remember(records);
        List<WireEvent> events = new ArrayList<>(records.size());
        for (Envelope envelope : records) {
            if (wants(envelope)) {
                events.add(projection.event(envelope));
            }
        }
        if (!records.isEmpty() && records.getLast().entry() instanceof TurnEvent.SessionIdled) {
            recent.forget();
            texts.forget();
        }
        return events;
    }

    private boolean wants(Envelope envelope) {
        return filter.wants(EventNames.of(envelope.entry()))
                && !(envelope.entry() instanceof Delta delta
                        && supersessions.isGivenUp(envelope, delta));
    }
}
