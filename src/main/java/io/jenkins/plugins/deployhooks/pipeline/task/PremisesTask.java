package io.jenkins.plugins.deployhooks.pipeline.task;

import hudson.model.Computer;
import hudson.model.Node;
import io.jenkins.plugins.deployhooks.agent.premises.WorkOnPremises;
import io.jenkins.plugins.deployhooks.engine.archive.Archives;
import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import io.jenkins.plugins.deployhooks.engine.definition.Target;
import io.jenkins.plugins.deployhooks.engine.deployment.ArchiveStep;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.pipeline.archive.Domain;
import io.jenkins.plugins.deployhooks.pipeline.course.LiveDeployment;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Works on the directory of the app: its mounts (S36), and the files that may not change while it runs (S54). */
final class PremisesTask implements DeploymentTask {
    @Override
    public HookEnd perform(TaskPlace place) throws IOException, InterruptedException {
        long start = System.nanoTime();
        List<String> notes = place.workspace().act(new WorkOnPremises(place.step(), app(place)));
        for (String note : notes) {
            place.tell(note);
        }
        return ArchiveStep.ended(new Archives.Work(null, notes), Duration.ofNanos(System.nanoTime() - start));
    }

    private static WorkOnPremises.App app(TaskPlace place) throws IOException, InterruptedException {
        LiveDeployment deployment = place.deployment();
        Definition definition = deployment.definition();
        Target target = definition.target();
        String job = deployment.run().getParent().getFullName();
        return new WorkOnPremises.App(
                agent(place),
                target.folder() == null ? "" : target.folder(),
                new ArrayList<>(definition.rules().running().mounts()),
                new ArrayList<>(List.of(
                        Domain.of(deployment.run().getParent(), target),
                        String.valueOf(target.app()),
                        target.environment(),
                        String.valueOf(target.instance()))),
                new ArrayList<>(List.of(job, String.valueOf(deployment.run().getNumber()), deployment.id())));
    }

    private static String agent(TaskPlace place) throws IOException, InterruptedException {
        Computer computer = place.workspace().toComputer();
        Node node = computer == null ? null : computer.getNode();
        if (node == null || node.getRootPath() == null) {
            throw new ClosedChannelException();
        }
        return node.getRootPath().getRemote();
    }
}
