package io.jenkins.plugins.deployhooks.engine.archive.tar;

/** What an entry stands for. Nothing else is archived or restored. */
public enum EntryType {
    FILE('0'),
    HARD_LINK('1'),
    SYMBOLIC_LINK('2'),
    DIRECTORY('5');

    private final char flag;

    EntryType(char flag) {
        this.flag = flag;
    }

    /** The type flag in a header. */
    char flag() {
        return flag;
    }
}
