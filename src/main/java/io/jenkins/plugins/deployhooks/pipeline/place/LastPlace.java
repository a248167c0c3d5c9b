package io.jenkins.plugins.deployhooks.pipeline.place;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.FilePath;
import hudson.model.Node;
import io.jenkins.plugins.deployhooks.pipeline.course.LiveDeployment;
import io.jenkins.plugins.deployhooks.pipeline.course.Site;
import io.jenkins.plugins.deployhooks.pipeline.order.Caller;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import org.jenkinsci.plugins.workflow.steps.DynamicContext;

/**
 * The workspace of a deployment's hooks where the context has none although it is that of a {@code node} block: Jenkins has
 * given up the agent. Asked after all others, and for nothing but hooks: the user's own steps are the block's affair.
 */
@Extension(ordinal = -1000)
public final class LastPlace extends DynamicContext.Typed<FilePath> {
    @NonNull
    @Override
    protected Class<FilePath> type() {
        return FilePath.class;
    }

    /** @throws IOException where the agent is not there now */
    @CheckForNull
    @Override
    protected FilePath get(DelegatedContext context) throws IOException, InterruptedException {
        LiveDeployment deployment = context.get(Caller.class) == null ? null : context.get(LiveDeployment.class);
        Site site = deployment == null ? null : deployment.site();
        Node node = site == null ? null : context.get(Node.class);
        if (node == null || !site.isOn(node)) {
            return null;
        }
        FilePath workspace = site.workspace();
        if (workspace == null) {
            throw new ClosedChannelException();
        }
        return workspace;
    }
}
