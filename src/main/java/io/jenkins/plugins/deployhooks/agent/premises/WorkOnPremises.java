package io.jenkins.plugins.deployhooks.agent.premises;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.deployhooks.engine.plan.Decision;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.plan.Section;
import io.jenkins.plugins.deployhooks.engine.premises.AppPremises;
import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jenkins.MasterToSlaveFileCallable;

/** Does one step of a deployment in the workspace. */
public final class WorkOnPremises extends MasterToSlaveFileCallable<ArrayList<String>> {
    private static final long serialVersionUID = 1L;

    private final String id;
    private final PlannedStep.Kind kind;
    private final App app;

    /**
     * The app whose directory it is.
     *
     * @param directories what the platform promises hooks
     * @param folder where the app lives, relative to the workspace; empty: there
     * @param mounts relative to the app
     * @param whose names that tell this app, environment and instance from others; null among them: it has no such name
     */
    public record App(PromisedDirectories directories, String folder, ArrayList<String> mounts, ArrayList<String> whose)
            implements Serializable {}

    /** To do {@code step} for {@code app}. */
    public WorkOnPremises(PlannedStep step, App app) {
        this.id = step.id();
        this.kind = step.kind();
        this.app = app;
    }

    @Override
    public ArrayList<String> invoke(File workspace, VirtualChannel channel) throws IOException, InterruptedException {
        if (kind == PlannedStep.Kind.PREPARE) {
            app.directories().make();
            return new ArrayList<>();
        }
        Path root = workspace.toPath().toRealPath();
        Path home = root.resolve(app.folder()).normalize();
        if (Files.exists(home) && !home.toRealPath().startsWith(root)) {
            throw new IOException("the app's folder " + app.folder() + " leads out of the workspace by a link");
        }
        if (kind == PlannedStep.Kind.MOUNT) {
            app.directories().makeMounts(app.whose());
        }
        AppPremises.Place place = new AppPremises.Place(
                home,
                // Not among the caches: what an app has written can be made by nobody else.
                app.directories().mounts(app.whose()),
                Path.of(app.directories().listings()),
                List.of(),
                true);
        PlannedStep.Choice choice = new PlannedStep.Choice(Decision.RUN, Decision.RUN);
        return new ArrayList<>(
                new AppPremises(place, app.mounts()).carryOut(new PlannedStep(id, kind, Section.BUILD, choice, null)));
    }
}
