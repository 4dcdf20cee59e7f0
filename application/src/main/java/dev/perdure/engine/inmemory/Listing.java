package dev.perdure.engine.inmemory;

import dev.perdure.engine.store.Page;
import dev.perdure.engine.store.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How the catalogues search and page. */
final class Listing {

    private Listing() {}

    /**
     * A window of items that come in order of arrival; among equals the last to arrive is first.
     */
    static <T> Page<T> newestFirst(Stream<T> arrived, Comparator<T> byAge, Window window) {
        List<T> all = new ArrayList<>(arrived.sorted(byAge).toList());
        Collections.reverse(all);
        List<T> shown = all.stream().skip(window.offset()).limit(window.limit()).toList();
        return new Page<>(shown, all.size());
    }

    /** Whether {@code part} stands in {@code text}, in any case. */
    static boolean contains(String text, String part) {
        return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }
}
