package io.jenkins.plugins.deployhooks.agent.archive;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.deployhooks.engine.cache.CacheDecision;
import io.jenkins.plugins.deployhooks.engine.cache.CacheSubject;
import io.jenkins.plugins.deployhooks.engine.cache.git.GitTree;
import io.jenkins.plugins.deployhooks.engine.cache.key.BuildKeys;
import io.jenkins.plugins.deployhooks.engine.cache.key.RunParts;
import io.jenkins.plugins.deployhooks.engine.cache.record.CacheJson;
import io.jenkins.plugins.deployhooks.engine.cache.record.SavedCache;
import io.jenkins.plugins.deployhooks.engine.deployment.record.SavedJson;
import io.jenkins.plugins.deployhooks.engine.deployment.record.SavedPlan;
import io.jenkins.plugins.deployhooks.engine.plan.Facts;
import io.jenkins.plugins.deployhooks.engine.profile.Profile;
import io.jenkins.plugins.deployhooks.engine.profile.Profiles;
import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;
import jenkins.MasterToSlaveFileCallable;

/** Finds out, where a tree is, what of it decides whether an archive fits. */
public final class LookAtTree extends MasterToSlaveFileCallable<LookAtTree.Found> {
    private static final long serialVersionUID = 1L;

    private final String plan;
    private final Around around;
    private final AgentDirectories directories;

    /**
     * What is around a tree.
     *
     * @param branch the branch; null: not known
     * @param commit the full id of the commit; null: not known
     * @param env the variables
     * @param parts of the key beside tree and definition, see {@link CacheSubject.Wish}
     */
    public record Around(
            @CheckForNull String branch,
            @CheckForNull String commit,
            HashMap<String, String> env,
            HashMap<String, String> parts)
            implements Serializable {}

    /** @param plan the definition, with any plan */
    public LookAtTree(SavedPlan plan, Around around, AgentDirectories directories) {
        this.plan = SavedJson.write(plan);
        this.around = around;
        this.directories = directories;
    }

    /**
     * What an agent says that it has found; nothing of it is known to be true.
     *
     * @param subject as JSON
     * @param commit the full id of the commit; null: not known
     * @param fault why nothing was found; null: it was
     */
    public record Found(
            @CheckForNull String subject,
            @CheckForNull String commit,
            @CheckForNull String fault) implements Serializable {
        private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40,64}");

        /**
         * What decides whether an archive fits.
         *
         * @throws IOException if nothing was found, or what is beyond all limits; with the reason for people
         */
        public CacheSubject checked() throws IOException {
            if (fault != null) {
                throw new IOException(ArchiveDone.line(fault));
            }
            if (commit != null && !COMMIT.matcher(commit).matches()) {
                throw new IOException("the agent names a commit that is none");
            }
            return CacheJson.readDecision(String.valueOf(subject)).subject();
        }
    }

    @Override
    public Found invoke(File workspace, VirtualChannel channel) throws InterruptedException {
        try {
            // The first step that needs the workspace makes it, and that may be this one.
            return look(Files.createDirectories(workspace.toPath()));
        } catch (IOException e) {
            return new Found(null, null, e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private Found look(Path root) throws IOException, InterruptedException {
        SavedPlan saved = SavedJson.readPlan(plan);
        Profile profile = Profiles.get(saved.profile());
        String commit = around.commit() == null ? NodeGit.commit(root) : around.commit();
        Facts.Source source = new Facts.Source(around.branch(), commit, null);
        Facts facts = new Facts(source, around.env(), Facts.NONE.archive(), Facts.NONE.bounds());
        HashMap<String, String> parts = new HashMap<>(around.parts());
        // Cells of a matrix differ in nothing else where an axis chooses agents.
        parts.put("machine", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        CacheSubject.Wish wish = new CacheSubject.Wish(saved.definition(), profile, facts, parts);
        BuildKeys keys = new BuildKeys(root, new GitTree(new NodeGit()), directories.index(root));
        CacheSubject subject = CacheSubject.of(wish, keys, new RunParts(root, profile));
        // In the form of a decision, which is made where the archives are.
        CacheDecision none = CacheDecision.of(subject, List.of(), List.of(), null);
        return new Found(CacheJson.write(SavedCache.of(none)), commit, null);
    }
}
