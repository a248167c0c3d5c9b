package io.jenkins.plugins.deployhooks.ui.page;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.deployhooks.ui.DeployHooksAction;
import io.jenkins.plugins.deployhooks.ui.view.DeploymentView;
import java.util.List;
import jenkins.model.details.Detail;
import jenkins.model.details.DetailFactory;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;

/** A deployment among the details of its build. */
public final class DeploymentDetail extends Detail {
    private final Run<?, ?> run;
    private final DeploymentView view;

    DeploymentDetail(Run<?, ?> run, DeploymentView view) {
        super(run);
        this.run = run;
        this.view = view;
    }

    @Override
    public String getIconClassName() {
        return view.getLook().getIcon();
    }

    @Override
    public String getDisplayName() {
        return view.getTitle() + ": " + view.getLook().getWord();
    }

    @Override
    public String getLink() {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        return (request == null ? "" : request.getContextPath()) + "/" + run.getUrl() + "deployHooks/";
    }

    /** Finds the deployments of builds. */
    @Extension
    @SuppressWarnings("rawtypes") // the class object of Run, which type() gives, is a raw one
    public static final class Factory extends DetailFactory<Run> {
        @Override
        public Class<Run> type() {
            return Run.class;
        }

        @NonNull
        @Override
        public List<? extends Detail> createFor(@NonNull Run target) {
            Run<?, ?> run = target;
            DeployHooksAction action = run.getAction(DeployHooksAction.class);
            return action == null
                    ? List.of()
                    : action.getDeployments().stream()
                            .map(view -> new DeploymentDetail(run, view))
                            .toList();
        }
    }
}
