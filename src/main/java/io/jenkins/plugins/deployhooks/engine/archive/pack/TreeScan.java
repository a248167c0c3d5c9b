package io.jenkins.plugins.deployhooks.engine.archive.pack;

import io.jenkins.plugins.deployhooks.engine.archive.Limits;
import io.jenkins.plugins.deployhooks.engine.archive.Notes;
import io.jenkins.plugins.deployhooks.engine.archive.Selection;
import io.jenkins.plugins.deployhooks.engine.archive.file.FileFacts;
import io.jenkins.plugins.deployhooks.engine.archive.file.FileNames;
import io.jenkins.plugins.deployhooks.engine.archive.file.Omissions;
import io.jenkins.plugins.deployhooks.engine.archive.tar.EntryName;
import io.jenkins.plugins.deployhooks.engine.archive.tar.EntryType;
import io.jenkins.plugins.deployhooks.engine.archive.tar.TarEntry;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Walks through a tree in the order of the bytes of names, each directory before what is in it. Looks once at each file. */
final class TreeScan {
    private final Path root;
    private final Selection selection;
    private final Path archive;
    private final Notes notes;
    private final Omissions omissions;
    private final HardLinks hardLinks;

    /** Who gets the nodes. */
    interface Visitor {
        void visit(Node node) throws IOException, InterruptedException;
    }

    /**
     * A scan of {@code root}.
     *
     * @param archive a file that is left out, wherever it is
     * @throws IOException if an exclude is no pattern
     */
    TreeScan(Path root, Selection selection, Path archive, Notes notes) throws IOException {
        this.root = root;
        this.selection = selection;
        this.archive = archive;
        this.notes = notes;
        this.omissions = new Omissions(root, selection);
        this.hardLinks = new HardLinks(notes);
    }

    void walk(Visitor visitor) throws IOException, InterruptedException {
        for (Roots.Start start : new Roots(root, notes).of(selection)) {
            if (start.name().length() == 0) {
                children(root, EntryName.NONE, visitor);
            } else if (!omissions.isExcluded(start.path())) {
                visit(start.path(), start.name(), visitor);
            }
        }
    }

    private void children(Path directory, EntryName name, Visitor visitor) throws IOException, InterruptedException {
        for (byte[] component : list(directory)) {
            Path child = FileNames.resolve(directory, component);
            if (!omissions.contain(child) && !archive.equals(child)) {
                visit(child, name.child(component), visitor);
            }
        }
    }

    /** The names in a directory, in order. Bytes alone, since a path takes five times as much, and there may be a million. */
    private List<byte[]> list(Path directory) throws IOException {
        List<byte[]> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            for (Path path : stream) {
                children.add(FileNames.component(path));
            }
        } catch (NoSuchFileException e) {
            notes.add(relative(directory) + " vanished while it was archived; what was in it is left out.");
        } catch (AccessDeniedException e) {
            throw unreadable(relative(directory), e);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        children.sort(Arrays::compareUnsigned);
        return children;
    }

    private void visit(Path path, EntryName name, Visitor visitor) throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        check(name);
        FileFacts facts;
        try {
            facts = FileFacts.of(path);
        } catch (NoSuchFileException e) {
            vanished(name);
            return;
        } catch (AccessDeniedException e) {
            throw unreadable(name.toString(), e);
        }
        switch (facts.kind()) {
            case DIRECTORY -> {
                visitor.visit(node(EntryType.DIRECTORY, name, facts, path));
                children(path, name, visitor);
            }
            case FILE -> file(path, name, facts, visitor);
            case SYMBOLIC_LINK -> link(path, name, visitor);
            case OTHER -> notes.add(name + " is a socket, a pipe or a device and was not archived.");
        }
    }

    private void file(Path path, EntryName name, FileFacts facts, Visitor visitor)
            throws IOException, InterruptedException {
        FileFacts.Identity identity = facts.identity();
        EntryName first = identity == null ? null : hardLinks.first(identity, name);
        if (first == null) {
            visitor.visit(node(EntryType.FILE, name, facts, path));
        } else {
            visitor.visit(new Node(new TarEntry(EntryType.HARD_LINK, name, facts.mode(), 0, first), path, false));
        }
    }

    private void link(Path path, EntryName name, Visitor visitor) throws IOException, InterruptedException {
        EntryName target;
        try {
            target = FileNames.link(Files.readSymbolicLink(path));
        } catch (NoSuchFileException e) {
            vanished(name);
            return;
        }
        visitor.visit(new Node(new TarEntry(EntryType.SYMBOLIC_LINK, name, 0777, 0, target), path, false));
    }

    private void vanished(EntryName name) {
        notes.add(name + " vanished while it was archived and is left out.");
    }

    private static Node node(EntryType type, EntryName name, FileFacts facts, Path path) {
        long size = type == EntryType.FILE ? facts.size() : 0;
        return new Node(new TarEntry(type, name, facts.mode(), size, EntryName.NONE), path, facts.identity() != null);
    }

    private static void check(EntryName name) throws IOException {
        if (name.length() > Limits.Names.DEFAULT.path()) {
            throw new IOException("The path " + name + " is longer than " + Limits.Names.DEFAULT.path()
                    + " bytes: an archive with it could not be restored. Leave it out of the archive");
        }
    }

    private String relative(Path path) {
        return String.valueOf(root.relativize(path));
    }

    /** A file that cannot be read is no note: an archive without it would pass for a whole one. */
    static IOException unreadable(String name, IOException cause) {
        return new IOException(
                name
                        + " may not be read, so an archive would lack it. Make it readable, or leave it out of the"
                        + " archive",
                cause);
    }
}
