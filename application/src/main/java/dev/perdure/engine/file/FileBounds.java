package dev.perdure.engine.file;

/**
 * How much a workspace holds.
 *
 * @param fileBytes of one file; a file is read and written whole
 * @param entries files and directories; a list of all of them is made in memory
 * @param totalBytes of all files as they are now; what was there before is not counted
 */
public record FileBounds(int fileBytes, int entries, long totalBytes) {

    private static final int MIB = 1_024 * 1_024;

    public static final FileBounds STANDARD = new FileBounds(10 * MIB, 20_000, 512L * MIB);
}
