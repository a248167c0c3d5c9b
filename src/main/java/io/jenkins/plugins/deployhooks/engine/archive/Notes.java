package io.jenkins.plugins.deployhooks.engine.archive;

import java.util.ArrayList;
import java.util.List;

/** Sentences for people about what is not as they might expect. The first few are kept, the others counted. */
public final class Notes {
    private static final int MOST = 20;

    private final List<String> texts = new ArrayList<>();
    private long unsaid;

    /** Adds a sentence. */
    public synchronized void add(String text) {
        if (texts.size() < MOST) {
            texts.add(text);
        } else {
            unsaid++;
        }
    }

    /** All that were kept, in the order they came, and how many were not. */
    public synchronized List<String> texts() {
        List<String> all = new ArrayList<>(texts);
        if (unsaid > 0) {
            all.add("And " + unsaid + " more of the kind.");
        }
        return all;
    }
}
