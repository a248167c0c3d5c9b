package io.jenkins.plugins.deployhooks.engine.definition.platform;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import io.jenkins.plugins.deployhooks.engine.definition.problem.DidYouMean;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Problems;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Quoted;
import io.jenkins.plugins.deployhooks.engine.definition.tree.MapNode;
import io.jenkins.plugins.deployhooks.engine.definition.tree.Node;
import io.jenkins.plugins.deployhooks.engine.definition.tree.ScalarNode;
import io.jenkins.plugins.deployhooks.engine.definition.tree.TreeBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The files in which Platform.sh and Upsun keep apps (U): the YAML files in {@code .upsun}, or else {@code
 * .platform/applications.yaml} and the {@code .platform.app.yaml} of the root or of the app's folder.
 */
public final class PlatformFiles {
    /** The name of the file of one app, in the directory where the app lives. */
    public static final String APP = ".platform.app.yaml";

    /** The file of many apps. */
    public static final String MANY = ".platform/applications.yaml";

    /** The directory whose YAML files are those of Upsun. */
    public static final String UPSUN = ".upsun";

    /** The events whose hooks they can have (S30). */
    public static final List<String> EVENTS = List.of("build", "deploy", "post_deploy");

    private static final String FOLDER = "folder";

    private final RepositoryTexts texts;

    /**
     * Which app is meant.
     *
     * @param app its name; null: the only one
     * @param folder where it lives, relative to the root; null: not said
     * @param instance which of its instances is deployed: the name of a worker; null: the one that serves requests
     */
    public record Wanted(
            @CheckForNull ScalarNode app,
            @CheckForNull String folder,
            @CheckForNull String instance) {
        /** The only app. */
        public static final Wanted ANY = new Wanted(null, null, null);
    }

    /** See {@link #place}. */
    @CheckForNull
    private MapNode place;

    /** The files below {@code root}; what is wrong with them is added to {@code problems}. */
    public PlatformFiles(Path root, Problems problems) {
        this.texts = new RepositoryTexts(root, problems);
    }

    /** Whether {@code file} is called like one of them. */
    public static boolean isOne(Path file) {
        Path name = file.getFileName();
        Path parent = file.getParent();
        Path directory = parent == null ? null : parent.getFileName();
        if (name == null) {
            return false;
        }
        boolean upsun = directory != null && directory.toString().equals(UPSUN);
        return name.toString().equals(APP)
                || directory != null && MANY.equals(directory + "/" + name)
                || upsun && name.toString().matches(".*\\.ya?ml");
    }

    /** The root of the repository that {@code file} belongs to, which is one of them. */
    public static Path rootOf(Path file) {
        Path directory =
                Objects.requireNonNull(file.toAbsolutePath().normalize().getParent());
        boolean below = !file.endsWith(APP) && directory.getParent() != null;
        return below ? Objects.requireNonNull(directory.getParent()) : directory;
    }

    /** Whether there are any, readable or not. */
    public boolean exist(Wanted wanted) {
        return !texts.yamlFilesIn(UPSUN).isEmpty() || texts.exists(MANY) || texts.exists(ofApp(wanted));
    }

    /** The files that were asked for, relative to the root, also those that are missing. */
    public Set<String> asked() {
        return texts.asked();
    }

    /** What they say of the app that is meant, as a tree of a definition; null: nothing, or after an error. */
    @CheckForNull
    public MapNode read(Wanted wanted) {
        Apps apps = new Apps(texts);
        List<String> upsun = texts.yamlFilesIn(UPSUN);
        upsun.forEach(apps::ofUpsun);
        String one = ofApp(wanted);
        boolean many = texts.exists(MANY);
        boolean single = texts.exists(one);
        if (upsun.isEmpty()) {
            if (many) {
                apps.ofMany(MANY);
            }
            if (single) {
                apps.ofOne(one);
            }
        } else if (many || single) {
            String why = "the files in " + UPSUN + " say what the apps are";
            texts.problems().warning(RepositoryTexts.origin(many ? MANY : one), "not read", why, null);
        }
        return told(apps, wanted);
    }

    /** What {@code file}, one of them, says alone. */
    @CheckForNull
    public MapNode readOnly(String file, Wanted wanted) {
        Apps apps = new Apps(texts);
        if (file.startsWith(UPSUN + "/")) {
            apps.ofUpsun(file);
        } else if (file.equals(MANY)) {
            apps.ofMany(file);
        } else {
            apps.ofOne(file);
        }
        return told(apps, wanted);
    }

    @CheckForNull
    private MapNode told(Apps apps, Wanted wanted) {
        MapNode translated = translated(apps.found(), wanted);
        apps.tell();
        return translated;
    }

    @CheckForNull
    private MapNode translated(List<App> apps, Wanted wanted) {
        App app = chosen(apps, wanted);
        if (app == null) {
            return null;
        }
        MapNode tree = new AppTranslation(app, texts).translated(wanted.instance());
        Node folder = tree.get(FOLDER);
        if (app.file().equals(ofApp(wanted)) && app.body().find("source", "root") != null && folder != null) {
            place = new TreeBuilder(tree.origin()).put(folder, FOLDER).build();
        }
        return tree;
    }

    /**
     * Where the app lives that was read, as a tree of a definition, if its own file says so: {@code folder} has said then
     * where that file is. Null: where {@code folder} says.
     */
    @CheckForNull
    public MapNode place() {
        return place;
    }

    /** The file of the app that is meant, where each app has its own. */
    private static String ofApp(Wanted wanted) {
        String folder = wanted.folder() == null ? null : RepositoryTexts.inside("", wanted.folder());
        return App.path(folder == null ? "" : folder);
    }

    @CheckForNull
    private App chosen(List<App> apps, Wanted wanted) {
        ScalarNode said = wanted.app();
        String name = said == null ? null : said.text();
        for (App app : apps) {
            if (apps.size() == 1 || app.label().equals(name)) {
                // The only one may have another name here.
                return app;
            }
        }
        if (apps.isEmpty()) {
            return null;
        }
        List<String> names = apps.stream().map(App::label).sorted().toList();
        Origin origin = said == null ? RepositoryTexts.origin(apps.get(0).file()) : said.origin();
        String what = said == null ? "several apps" : "no app is called " + Quoted.of(name);
        String known = "there are " + String.join(", ", names);
        String nearest = said == null ? null : DidYouMean.phrase(name, names);
        texts.problems().error(origin, what, known, nearest == null ? "say which one is meant by app:" : nearest);
        return null;
    }
}
