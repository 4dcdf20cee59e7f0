package dev.perdure.architecture.documents;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Links that lead nowhere, in the pages below a folder. Addresses on the net are not followed. */
public final class DeadLinks {

    private DeadLinks() {}

    public static List<String> below(Path folder) {
        List<String> dead = new ArrayList<>();
        for (Page page : Page.below(folder)) {
            for (String link : page.links()) {
                if (!leadsAway(link) && !leadsSomewhere(page, link)) {
                    dead.add(folder.relativize(page.file()) + " -> " + link);
                }
            }
        }
        return dead;
    }

    private static boolean leadsAway(String link) {
        return link.matches("(https?|mailto):.*");
    }

    private static boolean leadsSomewhere(Page from, String link) {
        int hash = link.indexOf('#');
        String path = hash < 0 ? link : link.substring(0, hash);
        Path target = path.isEmpty() ? from.file() : from.file().resolveSibling(path);
        if (hash < 0 || !Files.exists(target)) {
            return Files.exists(target);
        }
        return target.toString().endsWith(".md")
                && Page.read(target).anchors().contains(link.substring(hash + 1));
    }
}
