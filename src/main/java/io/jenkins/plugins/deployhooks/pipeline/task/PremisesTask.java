package io.jenkins.plugins.deployhooks.pipeline.task;

import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Node;
import io.jenkins.plugins.deployhooks.agent.Told;
import io.jenkins.plugins.deployhooks.agent.premises.PromisedDirectories;
import io.jenkins.plugins.deployhooks.agent.premises.WorkOnPremises;
import io.jenkins.plugins.deployhooks.engine.archive.Archives;
import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import io.jenkins.plugins.deployhooks.engine.definition.Target;
import io.jenkins.plugins.deployhooks.engine.deployment.ArchiveStep;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.pipeline.closing.TemporaryDirectories;
import io.jenkins.plugins.deployhooks.pipeline.course.LiveDeployment;
import io.jenkins.plugins.deployhooks.pipeline.course.Site;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Works on directories of a deployment: those that the platform promises its hooks (S42, S44), mounts (S36), and the files that
 * may not change while the app runs (S54).
 */
final class PremisesTask implements DeploymentTask {
    @Override
    public HookEnd perform(TaskPlace place) throws IOException, InterruptedException {
        long start = System.nanoTime();
        List<String> notes = Told.lines(place.workspace().act(new WorkOnPremises(place.step(), app(place))));
        for (String note : notes) {
            place.tell(note);
        }
        return ArchiveStep.ended(new Archives.Work(null, notes), Duration.ofNanos(System.nanoTime() - start));
    }

    private static WorkOnPremises.App app(TaskPlace place) throws IOException, InterruptedException {
        Definition definition = place.deployment().definition();
        Target target = definition.target();
        return new WorkOnPremises.App(
                directories(place),
                target.folder() == null ? "" : target.folder(),
                new ArrayList<>(definition.rules().running().mounts()),
                new ArrayList<>(Arrays.asList(
                        place.deployment().names().domain(), target.app(), target.environment(), target.instance())));
    }

    private static PromisedDirectories directories(TaskPlace place) throws IOException, InterruptedException {
        Computer computer = place.workspace().toComputer();
        Node node = computer == null ? null : computer.getNode();
        FilePath own = node == null ? null : node.getRootPath();
        if (own == null) {
            throw new ClosedChannelException();
        }
        LiveDeployment deployment = place.deployment();
        Site site = deployment.site();
        String seen = site == null ? null : site.agentDirectory();
        PromisedDirectories directories = new PromisedDirectories(
                seen == null ? own.getRemote() : seen,
                own.getRemote(),
                deployment.names().project(),
                deployment.id());
        if (place.step().kind() == PlannedStep.Kind.PREPARE) {
            TemporaryDirectories.remember(deployment, node, directories.temporary());
        } else if (place.step().kind() == PlannedStep.Kind.FREEZE) {
            TemporaryDirectories.remember(deployment, node, directories.listings());
        }
        return directories;
    }
}
