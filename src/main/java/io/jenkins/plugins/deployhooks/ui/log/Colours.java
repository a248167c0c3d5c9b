package io.jenkins.plugins.deployhooks.ui.log;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.List;

/**
 * How a terminal would show what comes next. Colours are 0 to 15, as terminals number them; others are taken for the one of
 * these that is nearest, so that each page shows them in the shades of its theme.
 *
 * @param front colour of the letters; null: the page's
 * @param back colour behind them; null: the page's
 * @param marks {@code bold faint italic underline inverse}
 */
record Colours(@CheckForNull Integer front, @CheckForNull Integer back, List<String> marks) {
    static final Colours NONE = new Colours(null, null, List.of());

    private static final int BRIGHT = 8;

    boolean isNone() {
        return equals(NONE);
    }

    /** The classes of the style sheet of pages. */
    String classes() {
        List<String> classes = new ArrayList<>();
        if (front != null) {
            classes.add("deploy-hooks-fg-" + front);
        }
        if (back != null) {
            classes.add("deploy-hooks-bg-" + back);
        }
        marks.forEach(mark -> classes.add("deploy-hooks-" + mark));
        return String.join(" ", classes);
    }

    /** What holds after the sequence with {@code parameters}, such as {@code 1;31}. */
    Colours after(String parameters) {
        Colours now = this;
        String[] codes = parameters.split("[;:]", -1);
        int i = 0;
        while (i < codes.length) {
            int code = number(codes[i++]);
            if (code == 38 || code == 48) {
                int kind = i < codes.length ? number(codes[i++]) : 0;
                int count = kind == 2 ? 3 : kind == 5 ? 1 : 0;
                int[] values = new int[count];
                for (int at = 0; at < count && i < codes.length; at++) {
                    values[at] = number(codes[i++]);
                }
                if (count > 0) {
                    int colour = count == 1 ? ofPalette(values[0]) : nearest(values[0], values[1], values[2]);
                    now = code == 38 ? now.front(colour) : now.back(colour);
                }
            } else {
                now = now.after(code);
            }
        }
        return now;
    }

    private static int number(String text) {
        return text.matches("\\d{1,3}") ? Integer.parseInt(text) : 0;
    }

    private Colours after(int code) {
        if (code >= 30 && code <= 37) {
            return front(code - 30);
        } else if (code >= 90 && code <= 97) {
            return front(code - 90 + BRIGHT);
        } else if (code >= 40 && code <= 47) {
            return back(code - 40);
        } else if (code >= 100 && code <= 107) {
            return back(code - 100 + BRIGHT);
        }
        return switch (code) {
            case 0 -> NONE;
            case 1 -> with("bold");
            case 2 -> with("faint");
            case 3 -> with("italic");
            case 4 -> with("underline");
            case 7 -> with("inverse");
            case 22 -> without("bold").without("faint");
            case 23 -> without("italic");
            case 24 -> without("underline");
            case 27 -> without("inverse");
            case 39 -> front(null);
            case 49 -> back(null);
            default -> this;
        };
    }

    private Colours front(@CheckForNull Integer colour) {
        return new Colours(colour, back, marks);
    }

    private Colours back(@CheckForNull Integer colour) {
        return new Colours(front, colour, marks);
    }

    private Colours with(String mark) {
        List<String> all = new ArrayList<>(without(mark).marks);
        all.add(mark);
        return new Colours(front, back, List.copyOf(all));
    }

    private Colours without(String mark) {
        return new Colours(
                front, back, marks.stream().filter(each -> !each.equals(mark)).toList());
    }

    /** One of the 256 colours of terminals: 16, a cube of 6 by 6 by 6, and greys. */
    private static int ofPalette(int colour) {
        if (colour < 16) {
            return colour;
        }
        if (colour >= 232) {
            int grey = 8 + (Math.min(colour, 255) - 232) * 10;
            return nearest(grey, grey, grey);
        }
        int cube = colour - 16;
        int red = cube / 36;
        int green = (cube - red * 36) / 6;
        int blue = cube - red * 36 - green * 6;
        return nearest(red * 51, green * 51, blue * 51);
    }

    private static int nearest(int red, int green, int blue) {
        int best = 0;
        int least = Integer.MAX_VALUE;
        for (int colour = 0; colour < 16; colour++) {
            int full = colour >= BRIGHT ? 255 : 170;
            int none = colour >= BRIGHT ? 85 : 0;
            int far = square(red - ((colour & 1) == 0 ? none : full))
                    + square(green - ((colour & 2) == 0 ? none : full))
                    + square(blue - ((colour & 4) == 0 ? none : full));
            if (far < least) {
                least = far;
                best = colour;
            }
        }
        return best;
    }

    private static int square(int value) {
        return value * value;
    }
}
