package io.jenkins.plugins.deployhooks.engine.definition.problem;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Collection;
import java.util.Locale;

/** Finds the known word that was probably meant. */
public final class DidYouMean {
    /** Longer words are no misspellings of ours, and comparing them would take time. */
    private static final int LONGEST = 64;

    /** So many letters in common at the beginning are no accident: {@code restarting}, {@code clever}. */
    private static final int ENOUGH = 4;

    private DidYouMean() {}

    /** The word of {@code known} nearest to {@code word}; null where none is near. */
    @CheckForNull
    public static String nearest(String word, Collection<String> known) {
        if (word.isEmpty() || word.length() > LONGEST) {
            return null;
        }
        String nearest = null;
        int least = Integer.MAX_VALUE;
        for (String candidate : known) {
            int rank = rank(plain(word), plain(candidate));
            if (rank < least) {
                least = rank;
                nearest = candidate;
            }
        }
        return nearest;
    }

    /** How far apart two words are; with as many changes the word with the same beginning is nearer. */
    private static int rank(String word, String candidate) {
        int shorter = Math.min(word.length(), candidate.length());
        int allowed = Math.max(1, shorter / 3);
        boolean beginning = shorter >= ENOUGH && (word.startsWith(candidate) || candidate.startsWith(word));
        if (shorter == 0 || Math.abs(word.length() - candidate.length()) > allowed && !beginning) {
            return Integer.MAX_VALUE;
        }
        int distance = distance(word, candidate);
        if (distance > allowed && !beginning) {
            return Integer.MAX_VALUE;
        }
        return 2 * distance + (word.charAt(0) == candidate.charAt(0) ? 0 : 1);
    }

    /** {@code did you mean preBuild?}; null where no word of {@code known} is near. */
    @CheckForNull
    public static String phrase(String word, Collection<String> known) {
        String nearest = nearest(word, known);
        return nearest == null ? null : "did you mean " + nearest + "?";
    }

    /** Whether at most so many {@code changes} make {@code candidate} of {@code word}; case and separators count. */
    public static boolean isWithin(int changes, String word, String candidate) {
        return Math.abs(word.length() - candidate.length()) <= changes && distance(word, candidate) <= changes;
    }

    /** Case and separators are forgotten: {@code pre-build} and {@code PREBUILD} are {@code preBuild}. */
    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[-_. ]", "");
    }

    /** Insertions, deletions, replacements and swaps of neighbours that make {@code b} of {@code a}. */
    static int distance(String a, String b) {
        int[][] costs = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                costs[i][j] = i == 0 || j == 0 ? i + j : cost(costs, i, j, a.charAt(i - 1) == b.charAt(j - 1));
                if (swapped(a, b, i, j)) {
                    costs[i][j] = Math.min(costs[i][j], costs[i - 2][j - 2] + 1);
                }
            }
        }
        return costs[a.length()][b.length()];
    }

    private static int cost(int[][] costs, int i, int j, boolean same) {
        int replaced = costs[i - 1][j - 1] + (same ? 0 : 1);
        return Math.min(replaced, Math.min(costs[i - 1][j], costs[i][j - 1]) + 1);
    }

    private static boolean swapped(String a, String b, int i, int j) {
        return i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    }
}
