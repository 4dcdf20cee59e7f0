package dev.perdure.persistence.kills;

import dev.perdure.engine.Engine;
import dev.perdure.engine.EngineConfig;
import dev.perdure.engine.log.LogUnavailable;
import dev.perdure.engine.session.MessageDraft;
import dev.perdure.engine.session.SubmitMessage;
import dev.perdure.json.JsonObject;
import dev.perdure.message.Controls;
import dev.perdure.message.InputPart;
import dev.perdure.message.MessageStrategy;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A program with an engine in it: a node that runs turns, and clients that send what is wanted. It
 * says a word when it works, and ends when nobody listens to it any more.
 */
final class MortalProgram {

    /** What it says. */
    static final String WORKING = "working";

    private static final int CLIENTS = 4;
    private static final int PAUSE_MILLIS = 20;

    private MortalProgram() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] words) throws InterruptedException {
        Thread.ofPlatform().daemon().start(MortalProgram::endWithWhoListens);
        Address address = Address.of(words);
        Outside outside = Outside.use(address);
        Engine engine =
                Engine.start(
                        address.storage(),
                        List.of(new CallingModel()),
                        List.of(new CountingTools(outside)),
                        EngineConfig.of(CallingModel.NAME));
        for (int client = 0; client < CLIENTS; client++) {
            Thread.ofPlatform()
                    .daemon()
                    .start(() -> send(outside, engine.useCases().submitMessage()));
        }
        System.out.println(WORKING);
        Thread.currentThread().join();
    }

    private static void endWithWhoListens() {
        try {
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
        } catch (IOException gone) {
            Thread.onSpinWait();
        }
        Runtime.getRuntime().halt(0);
    }

    private static void send(Outside outside, SubmitMessage submitMessage) {
        try {
            while (true) {
                if (!sendOne(outside, submitMessage)) {
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whoever got no answer sends it again. */
    private static boolean sendOne(Outside outside, SubmitMessage submitMessage) {
        try {
            Optional<Outside.Wanted> wanted = outside.wanted();
            wanted.ifPresent(message -> {
                submitMessage.submit(message.session(), draft(message)).get();
                outside.sent(message);
            });
            return wanted.isPresent();
        } catch (LogUnavailable | Outside.Unreachable noAnswer) {
            return false;
        }
    }

    private static MessageDraft draft(Outside.Wanted wanted) {
        return new MessageDraft(
                List.of(new InputPart.Text(wanted.text())),
                Controls.NONE,
                JsonObject.empty(),
                JsonObject.empty(),
                JsonObject.empty(),
                MessageStrategy.ENQUEUE,
                "message " + wanted.id());
    }
}
