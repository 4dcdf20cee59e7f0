package dev.perdure.tools.mcp;

import dev.perdure.egress.EgressCall;
import dev.perdure.egress.EgressClient;
import dev.perdure.egress.EgressRequest;
import dev.perdure.json.JsonObject;
import dev.perdure.tools.mcp.Requests.Ask;

/**
 * The way to one server for somebody who waits only so long.
 *
 * @param client under the policy of whoever asks
 */
record Line(EgressClient client, Requests requests, Patience patience) {

    /** A reply, and whether the server said meanwhile that its list of tools is another one. */
    record Outcome(Reply reply, boolean listChanged) {}

    Line atMost(Patience less) {
        return new Line(client, requests, less);
    }

    /** Asks once. A server that is not listened to to the end is told so. */
    Outcome post(Session session, Ask ask) throws InterruptedException {
        if (patience.isOver()) {
            return new Outcome(new Reply.NotSent("There was no time left for it."), false);
        }
        String id = Requests.freshId();
        Asides asides = new Asides(client, requests, session, patience);
        try (EgressCall call = client.open(requests.of(session, ask, id, patience.left()))) {
            Reply reply = new Exchange(call, patience, id, asides::heard).reply();
            if (reply instanceof Reply.Lost) {
                asides.tellCancelled(id);
            }
            return new Outcome(reply, asides.listChanged());
        } catch (InterruptedException cancelled) {
            asides.tellCancelled(id);
            throw cancelled;
        }
    }

    /** Says what begins the revisions with a handshake. It cannot be cancelled at the server. */
    Reply initialize() throws InterruptedException {
        String id = Requests.freshId();
        try (EgressCall call = client.open(requests.initialize(id, patience.left()))) {
            return new Exchange(call, patience, id, said -> true).reply();
        }
    }

    /** Some servers take no request before they were told that the handshake is over. */
    void initialized(Session.Legacy begun) throws InterruptedException {
        EgressRequest told =
                requests.notification(
                        begun, "notifications/initialized", JsonObject.empty(), patience.left());
        try (EgressCall call = client.open(told)) {
            call.answer(patience.left());
            call.release();
        }
    }
}
