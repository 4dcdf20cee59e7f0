package dev.perdure.resolution;

/**
 * When notes are written of the older part of a conversation.
 *
 * @param allowed whether they are at all
 * @param windowPercent of what the model is shown at most, so much is to be filled first
 */
public record NotesPolicy(boolean allowed, int windowPercent) {

    /** Once the model would not take it all. */
    public static final NotesPolicy USUAL = new NotesPolicy(true, 100);

    NotesPolicy allowing(boolean notes) {
        return new NotesPolicy(notes, windowPercent);
    }

    NotesPolicy at(int percent) {
        return new NotesPolicy(allowed, percent);
    }
}
