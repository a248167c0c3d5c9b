package io.jenkins.plugins.deployhooks.ui.page;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Run;
import io.jenkins.plugins.deployhooks.ui.DeployHooksAction;
import java.util.Collection;
import java.util.List;
import jenkins.model.Tab;
import jenkins.model.TransientActionFactory;
import jenkins.model.experimentalflags.UserExperimentalFlag;

/** A tab of the new page of builds, which leads to the page of the deployments. */
public final class DeployHooksTab extends Tab {
    private static final String NEW_PAGE = "jenkins.model.experimentalflags.NewBuildPageUserExperimentalFlag";

    private final DeployHooksAction action;

    DeployHooksTab(Run<?, ?> run, DeployHooksAction action) {
        super(run);
        this.action = action;
    }

    @Override
    public String getIconFileName() {
        return action.getIconFileName();
    }

    @Override
    public String getDisplayName() {
        return action.getDisplayName();
    }

    @Override
    public String getUrlName() {
        return action.getUrlName();
    }

    /** Adds it for those who have the new page. */
    @Extension
    @SuppressWarnings("rawtypes") // the class object of Run, which type() gives, is a raw one
    public static final class Factory extends TransientActionFactory<Run> {
        @Override
        public Class<Run> type() {
            return Run.class;
        }

        @Override
        public Class<? extends Action> actionType() {
            return DeployHooksTab.class;
        }

        @NonNull
        @Override
        public Collection<? extends Action> createFor(@NonNull Run target) {
            Run<?, ?> run = target;
            DeployHooksAction action = run.getAction(DeployHooksAction.class);
            return action != null && Boolean.TRUE.equals(UserExperimentalFlag.getFlagValueForCurrentUser(NEW_PAGE))
                    ? List.of(new DeployHooksTab(run, action))
                    : List.of();
        }
    }
}
