package io.jenkins.plugins.deployhooks.agent.cache;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.deployhooks.engine.cache.CacheDecision;
import io.jenkins.plugins.deployhooks.engine.cache.CacheSubject;
import io.jenkins.plugins.deployhooks.engine.cache.key.BuildKeys;
import io.jenkins.plugins.deployhooks.engine.cache.key.RunParts;
import io.jenkins.plugins.deployhooks.engine.cache.key.TreeId;
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
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jenkins.MasterToSlaveFileCallable;

/** Finds out, where a tree is, what of it decides whether an archive fits. */
public final class LookAtTree extends MasterToSlaveFileCallable<String> {
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

    /** What was found, as JSON that {@link #subject} reads. */
    @Override
    public String invoke(File workspace, VirtualChannel channel) throws IOException, InterruptedException {
        Path root = workspace.toPath();
        SavedPlan saved = SavedJson.readPlan(plan);
        Profile profile = Profiles.get(saved.profile());
        Facts.Source source = new Facts.Source(around.branch(), around.commit(), null);
        Facts facts = new Facts(source, around.env(), Facts.NONE.archive(), Facts.NONE.bounds());
        CacheSubject.Wish wish = new CacheSubject.Wish(saved.definition(), profile, facts, around.parts());
        BuildKeys keys = new BuildKeys(root, TreeId.NONE, directories.index(root));
        CacheSubject subject = CacheSubject.of(wish, keys, new RunParts(root, profile));
        return CacheJson.write(SavedCache.of(CacheDecision.of(subject, List.of(), List.of(), null)));
    }

    /**
     * What an agent says that it has found.
     *
     * @throws IOException if it is beyond all limits, or no such thing
     */
    public static CacheSubject subject(String said) throws IOException {
        return CacheJson.readDecision(said).subject();
    }
}
