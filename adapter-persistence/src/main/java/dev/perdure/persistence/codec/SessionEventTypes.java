package dev.perdure.persistence.codec;

import dev.perdure.event.SessionEvent;
import dev.perdure.event.StreamVersion;
import dev.perdure.json.JsonObject;
import java.util.List;

/** Facts of a session as a whole. */
final class SessionEventTypes {

    static final List<EntryType<?>> ALL =
            List.of(
                    EntryType.of(
                            SessionEvent.SessionOpened.class,
                            "session.opened",
                            fact ->
                                    JsonObject.builder()
                                            .put("settings", SettingsCodec.session(fact.settings()))
                                            .build(),
                            in ->
                                    new SessionEvent.SessionOpened(
                                            SettingsCodec.session(in.fields("settings")))),
                    EntryType.of(
                            SessionEvent.SettingsChanged.class,
                            "settings.changed",
                            fact ->
                                    JsonObject.builder()
                                            .put("settings", SettingsCodec.session(fact.settings()))
                                            .put("previous_title", fact.previousTitle())
                                            .build(),
                            in ->
                                    new SessionEvent.SettingsChanged(
                                            SettingsCodec.session(in.fields("settings")),
                                            in.text("previous_title"))),
                    EntryType.of(
                            SessionEvent.HeadMoved.class,
                            "head.moved",
                            fact ->
                                    JsonObject.builder()
                                            .put("to", fact.to().value())
                                            .put("reason", fact.reason())
                                            .build(),
                            in ->
                                    new SessionEvent.HeadMoved(
                                            new StreamVersion(in.number("to")),
                                            in.text("reason"))));

    private SessionEventTypes() {}
}
