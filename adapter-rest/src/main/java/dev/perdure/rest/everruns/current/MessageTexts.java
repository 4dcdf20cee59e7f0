package dev.perdure.rest.everruns.current;

import dev.perdure.engine.log.EventReader;
import dev.perdure.engine.log.Selection;
import dev.perdure.event.Delta;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.event.StepEvent;
import dev.perdure.event.StreamVersion;
import dev.perdure.message.MessageId;
import dev.perdure.rest.everruns.wire.FactLookup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The texts of the messages a reader is in the middle of. A reader that begins inside a message
 * reads the beginning from the log, so that it is told the same as one that was there all along.
 */
final class MessageTexts implements TextLookup {

    private static final int MESSAGES_MAX = 8;
    private static final int PAGE = 500;

    /** Facts between the start of a message and its deltas are those of other participants. */
    private static final int LOOK_BACK_FACTS = 64;

    private final EventReader log;
    private final FactLookup facts;
    private final Map<Key, StringBuilder> texts =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Key, StringBuilder> eldest) {
                    return size() > MESSAGES_MAX;
                }
            };

    MessageTexts(EventReader log, FactLookup facts) {
        this.log = log;
        this.facts = facts;
    }

    @Override
    public @Nullable String upTo(Envelope envelope, Delta delta) {
        Key key = Key.of(delta);
        StringBuilder text = texts.get(key);
        if (text == null || text.length() != delta.at()) {
            text = beginning(envelope, delta);
            if (text == null) {
                return null;
            }
            texts.put(key, text);
        }
        return text.append(delta.text()).toString();
    }

    /** Lets go of everything, so that an idle reader costs nothing. */
    void forget() {
        texts.clear();
    }

    private @Nullable StringBuilder beginning(Envelope envelope, Delta delta) {
        if (delta.at() == 0) {
            return new StringBuilder();
        }
        Offset after = start(envelope, delta.message());
        if (after == null) {
            return null;
        }
        Key key = Key.of(delta);
        StringBuilder text = new StringBuilder();
        while (true) {
            List<Envelope> page =
                    log.read(envelope.session(), after, PAGE, Selection.FACTS_AND_DELTAS);
            for (Envelope record : page) {
                if (record.offset().compareTo(envelope.offset()) >= 0) {
                    return text.length() == delta.at() ? text : null;
                }
                if (record.entry() instanceof Delta earlier && Key.of(earlier).equals(key)) {
                    text.append(earlier.text());
                }
            }
            if (page.size() < PAGE) {
                return text.length() == delta.at() ? text : null;
            }
            after = page.getLast().offset();
        }
    }

    private @Nullable Offset start(Envelope envelope, MessageId message) {
        StreamVersion to = envelope.version();
        StreamVersion from = new StreamVersion(Math.max(1, to.value() - LOOK_BACK_FACTS));
        for (Envelope fact : facts.facts(from, to).reversed()) {
            if (fact.entry() instanceof StepEvent.OutputStarted started
                    && started.message().equals(message)) {
                return fact.offset();
            }
        }
        return null;
    }

    /** A message and which of its two texts. */
    private record Key(MessageId message, Class<? extends Delta> kind) {

        static Key of(Delta delta) {
            return new Key(delta.message(), delta.getClass());
        }
    }
}
