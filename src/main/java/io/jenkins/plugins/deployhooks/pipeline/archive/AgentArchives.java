package io.jenkins.plugins.deployhooks.pipeline.archive;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.deployhooks.agent.archive.AgentDirectories;
import io.jenkins.plugins.deployhooks.agent.archive.ArchiveDone;
import io.jenkins.plugins.deployhooks.agent.archive.ArchiveOrder;
import io.jenkins.plugins.deployhooks.agent.archive.ArchiveWork;
import io.jenkins.plugins.deployhooks.agent.cache.ArchiveGate;
import io.jenkins.plugins.deployhooks.engine.archive.Archives;
import io.jenkins.plugins.deployhooks.engine.cache.key.BuildKey;
import io.jenkins.plugins.deployhooks.engine.cache.record.CacheJson;
import io.jenkins.plugins.deployhooks.engine.cache.record.SavedCache;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import io.jenkins.plugins.deployhooks.engine.deployment.record.SavedJson;
import io.jenkins.plugins.deployhooks.engine.deployment.record.SavedPlan;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The archives of one deployment for a workspace on an agent, which does the work; the controller keeps them. */
public final class AgentArchives implements Archives {
    private final JobArchives job;
    private final Deployment deployment;
    private final FilePath workspace;

    /**
     * A deployment, as it was decided.
     *
     * @param id of it
     * @param plan definition and plan
     * @param decided whether an archive fits
     */
    public record Deployment(String id, SavedPlan plan, SavedCache decided) {}

    /**
     * Archives of {@code job}.
     *
     * @param workspace the root of the repository
     */
    public AgentArchives(JobArchives job, Deployment deployment, FilePath workspace) {
        this.job = job;
        this.deployment = deployment;
        this.workspace = workspace;
    }

    @Override
    public Work restore() throws IOException, InterruptedException {
        return work(ArchiveOrder.Kind.RESTORE);
    }

    @Override
    public Work save() throws IOException, InterruptedException {
        return work(ArchiveOrder.Kind.SAVE);
    }

    @Override
    public Work bring() throws IOException, InterruptedException {
        return work(ArchiveOrder.Kind.BRING);
    }

    private Work work(ArchiveOrder.Kind kind) throws IOException, InterruptedException {
        ArchiveOrder order = new ArchiveOrder(
                kind,
                deployment.id(),
                new ArrayList<>(job.scopes()),
                new ArchiveOrder.Decided(
                        SavedJson.write(deployment.plan()), CacheJson.write(deployment.decided())));
        return done(order).work(key().text());
    }

    private ArchiveDone done(ArchiveOrder order) throws IOException, InterruptedException {
        CacheStore store = job.open();
        VirtualChannel channel = workspace.getChannel();
        if (!workspace.isRemote()) {
            // Here a copy beside the store would be one too many.
            return ArchiveWork.run(order, Path.of(workspace.getRemote()), store);
        }
        try (DeploymentGate gate = new DeploymentGate(store, access(order.kind()), ArchiveLimits.JOB.bytes())) {
            ArchiveGate proxy = channel.export(ArchiveGate.class, gate);
            return workspace.act(new ArchiveWork(order, directories(workspace, job.own()), proxy));
        }
    }

    private DeploymentGate.Access access(ArchiveOrder.Kind kind) {
        Set<String> readable = new HashSet<>();
        for (String scope : job.scopes()) {
            readable.add(scope);
            readable.addAll(dependencies(scope));
        }
        CacheStore.Made made = kind == ArchiveOrder.Kind.SAVE
                ? new CacheStore.Made(
                        key().parts(), deployment.id(), deployment.plan().plan().fresh())
                : null;
        return new DeploymentGate.Access(
                readable, new Entry.Name(job.own(), key().text()), dependencies(job.own()), made);
    }

    private BuildKey key() {
        return deployment.decided().subject().key();
    }

    /** The scopes of the dependencies of {@code job}, as the engine names them. */
    private Set<String> dependencies(String job) {
        String app = deployment.plan().definition().target().app();
        String scope = "dependencies of " + job + (app == null ? "" : " " + app);
        return Set.of(scope, scope + " beside it");
    }

    /**
     * Where the agent of {@code workspace} keeps what is of use for {@code job} alone.
     *
     * @throws ClosedChannelException if the agent cannot be reached now
     */
    static AgentDirectories directories(FilePath workspace, String job) throws ClosedChannelException {
        Computer computer = workspace.toComputer();
        Node node = computer == null ? null : computer.getNode();
        FilePath root = node == null ? null : node.getRootPath();
        if (root == null) {
            throw new ClosedChannelException();
        }
        return new AgentDirectories(root.getRemote(), job);
    }
}
