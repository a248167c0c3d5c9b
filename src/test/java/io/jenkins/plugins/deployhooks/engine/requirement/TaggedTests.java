package io.jenkins.plugins.deployhooks.engine.requirement;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The tests that are annotated with a requirement's id. Read from sources, because each build compiles only a part of
 * them; parsed by the compiler of the JDK, because strings and comments can look like annotations.
 */
final class TaggedTests {
    /**
     * A file of tests.
     *
     * @param path where it is
     * @param name the name of its class
     */
    record TestFile(Path path, String name) implements Comparable<TestFile> {
        @Override
        public int compareTo(TestFile other) {
            return path.compareTo(other.path);
        }
    }

    /** By id: the files, and in each the methods; no method where the annotation is on the class. */
    private final Map<String, SortedMap<TestFile, SortedSet<String>>> found = new TreeMap<>();

    private TaggedTests() {}

    /** Reads the annotations of {@code sources}. */
    static TaggedTests in(Collection<Path> sources) throws IOException {
        TaggedTests tests = new TaggedTests();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalStateException("this Java has no compiler: run the tests with a JDK");
        }
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            for (CompilationUnitTree unit : task.parse()) {
                Path path = Path.of(unit.getSourceFile().toUri());
                String file = String.valueOf(path.getFileName());
                unit.accept(tests.new Reader(new TestFile(path, file.substring(0, file.lastIndexOf('.')))), null);
            }
        }
        return tests;
    }

    /** The ids that some test names. */
    Collection<String> ids() {
        return found.keySet();
    }

    /** The tests that name {@code id}. */
    SortedMap<TestFile, SortedSet<String>> of(String id) {
        return found.getOrDefault(id, new TreeMap<>());
    }

    /** Walks through one file, and knows in which method of it. */
    private final class Reader extends TreeScanner<Void, Void> {
        private final TestFile file;
        private final Deque<String> methods = new ArrayDeque<>();

        Reader(TestFile file) {
            this.file = file;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            methods.push("");
            super.visitClass(type, nothing);
            methods.pop();
            return null;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            methods.push(method.getName().toString());
            super.visitMethod(method, nothing);
            methods.pop();
            return null;
        }

        @Override
        public Void visitAnnotation(AnnotationTree annotation, Void nothing) {
            if (!annotation.getAnnotationType().toString().matches("(?:.*\\.)?Requirement")) {
                return super.visitAnnotation(annotation, nothing);
            }
            annotation.getArguments().forEach(argument -> argument.accept(new Literals(), null));
            return null;
        }

        /** Every literal in the annotation is an id. */
        private final class Literals extends TreeScanner<Void, Void> {
            @Override
            public Void visitLiteral(LiteralTree literal, Void nothing) {
                SortedSet<String> names = found.computeIfAbsent(
                                String.valueOf(literal.getValue()), id -> new TreeMap<>())
                        .computeIfAbsent(file, of -> new TreeSet<>());
                if (!methods.getFirst().isEmpty()) {
                    names.add(methods.getFirst());
                }
                return null;
            }
        }
    }
}
