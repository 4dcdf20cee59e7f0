package dev.perdure.resolution;

/**
 * A name with {@code *} for any characters and {@code ?} for one; matched in time without
 * surprises.
 */
record Glob(String pattern) {

    boolean matches(String name) {
        int at = 0;
        int in = 0;
        int star = -1;
        int resume = 0;
        while (in < name.length()) {
            boolean literal =
                    at < pattern.length()
                            && (pattern.charAt(at) == '?' || pattern.charAt(at) == name.charAt(in));
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                resume = in;
            } else if (literal) {
                at++;
                in++;
            } else if (star >= 0) {
                at = star + 1;
                in = ++resume;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == '*') {
            at++;
        }
        return at == pattern.length();
    }
}
