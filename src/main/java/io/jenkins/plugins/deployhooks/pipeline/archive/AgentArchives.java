package io.jenkins.plugins.deployhooks.pipeline.archive;

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
import io.jenkins.plugins.deployhooks.engine.cache.deployment.DeploymentCache;
import io.jenkins.plugins.deployhooks.engine.cache.key.BuildKey;
import io.jenkins.plugins.deployhooks.engine.cache.record.CacheJson;
import io.jenkins.plugins.deployhooks.engine.cache.record.SavedCache;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import io.jenkins.plugins.deployhooks.engine.cache.store.Wanted;
import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import io.jenkins.plugins.deployhooks.engine.deployment.record.SavedJson;
import io.jenkins.plugins.deployhooks.engine.deployment.record.SavedPlan;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The archives of one deployment for a workspace on an agent, which does the work; the controller keeps them. */
public final class AgentArchives implements Archives {
    private static final Logger LOGGER = Logger.getLogger(AgentArchives.class.getName());

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
                        SavedJson.write(deployment.plan()),
                        CacheJson.write(deployment.decided()),
                        ArchiveLimits.most()));
        Work work = done(order).work(key().text());
        if (kind == ArchiveOrder.Kind.SAVE) {
            if (work.archive() != null && deployment.plan().plan().fresh()) {
                supersede();
            }
            Computer.threadPoolForRemoting.execute(AgentArchives::makeRoom);
        }
        return work;
    }

    /** What was saved is saved, whatever becomes of what it supersedes. */
    private void supersede() throws InterruptedException {
        try {
            Superseded.remove(job.open(definition()), new Entry.Name(job.own(), key().text()), key().parts());
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "what deployment " + deployment.id() + " has rebuilt stays in part");
        }
    }

    private ArchiveDone done(ArchiveOrder order) throws IOException, InterruptedException {
        CacheStore store = job.open(definition());
        if (order.kind() == ArchiveOrder.Kind.SAVE && !deployment.plan().plan().fresh()) {
            keepWhatIsThere(store);
        }
        VirtualChannel channel = workspace.getChannel();
        if (!workspace.isRemote()) {
            // Here a copy beside the store would be one too many.
            return ArchiveWork.run(order, Path.of(workspace.getRemote()), store);
        }
        try (DeploymentGate gate = new DeploymentGate(
                store, access(order.kind()), ArchiveLimits.job().bytes())) {
            ArchiveGate proxy = channel.export(ArchiveGate.class, gate);
            return workspace.act(new ArchiveWork(order, directories(workspace, job.own()), proxy));
        }
    }

    /** An agent that finds the archive there already stores none, and says nothing of it. */
    private void keepWhatIsThere(CacheStore store) throws IOException, InterruptedException {
        Entry there = store.find(new Wanted(List.of(job.own()), key().text(), List.of()));
        if (there != null) {
            job.keep(there, definition());
        }
    }

    private static void makeRoom() {
        try {
            Room.make();
        } catch (InterruptedException e) {
            // Whoever saves next makes room.
            Thread.currentThread().interrupt();
        }
    }

    private DeploymentGate.Access access(ArchiveOrder.Kind kind) throws IOException {
        Set<String> readable = new HashSet<>();
        for (String scope : job.scopes()) {
            readable.addAll(DeploymentCache.scopes(scope, definition()));
        }
        Set<String> dependencies = new HashSet<>(DeploymentCache.scopes(job.own(), definition()));
        dependencies.remove(job.own());
        CacheStore.Made made = kind == ArchiveOrder.Kind.SAVE
                ? new CacheStore.Made(
                        key().parts(), deployment.id(), deployment.plan().plan().fresh())
                : null;
        return new DeploymentGate.Access(readable, new Entry.Name(job.own(), key().text()), dependencies, made);
    }

    private BuildKey key() {
        return deployment.decided().subject().key();
    }

    private Definition definition() {
        return deployment.plan().definition();
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
