package dev.perdure.engine.toolserver;

import dev.perdure.toolserver.ServedDefinition;
import java.util.List;

/** What a server said when it was asked for its tools. */
public sealed interface ServerListing {

    /**
     * The tools it has.
     *
     * @param tools each name once
     * @param faults one sentence for each tool that is left out because it cannot be offered
     */
    record Listed(List<Named> tools, List<String> faults) implements ServerListing {

        public Listed {
            tools = List.copyOf(tools);
            faults = List.copyOf(faults);
        }
    }

    /** A tool, by the name the server has for it. */
    record Named(String name, ServedDefinition definition) {}

    /**
     * There is no list.
     *
     * @param sentence why, for operators and models; holds no header
     */
    record Failed(String sentence) implements ServerListing {}
}
