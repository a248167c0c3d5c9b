package io.jenkins.plugins.deployhooks.freestyle;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.model.Descriptor;
import hudson.model.Environment;
import hudson.model.ItemGroup;
import hudson.model.Result;
import hudson.model.TopLevelItem;
import hudson.model.TopLevelItemDescriptor;
import hudson.tasks.BuildStep;
import hudson.tasks.BuildWrapper;
import hudson.tasks.Builder;
import hudson.tasks.Publisher;
import hudson.util.DescribableList;
import java.io.File;
import java.io.IOException;
import java.util.List;
import jenkins.model.Jenkins;

/**
 * A job whose builds do what those of a Maven job do (maven-plugin 3.28, MavenModuleSetBuild): wrappers, pre steps, its own work,
 * post steps where the result so far is good enough or is not known, and then publishers.
 */
public final class MavenStyleJob extends AbstractProject<MavenStyleJob, MavenStyleJob.Build> implements TopLevelItem {
    static final String WORK = "MAVEN RAN";

    private final DescribableList<BuildWrapper, Descriptor<BuildWrapper>> wrappers = new DescribableList<>(this);
    private final DescribableList<Builder, Descriptor<Builder>> pre = new DescribableList<>(this);
    private final DescribableList<Builder, Descriptor<Builder>> post = new DescribableList<>(this);
    private final DescribableList<Publisher, Descriptor<Publisher>> publishers = new DescribableList<>(this);

    /** Post steps run where the result is not worse. */
    private Result postStepsIf = Result.FAILURE;

    MavenStyleJob(ItemGroup<?> parent, String name) {
        super(parent, name);
    }

    /** Makes it what a test needs. */
    void is(Result postSteps, List<BuildWrapper> around, List<Builder> before, List<Builder> after, Publisher... last)
            throws IOException {
        postStepsIf = postSteps;
        wrappers.replaceBy(around);
        pre.replaceBy(before);
        post.replaceBy(after);
        publishers.replaceBy(List.of(last));
    }

    @Override
    public DescribableList<Publisher, Descriptor<Publisher>> getPublishersList() {
        return publishers;
    }

    @Override
    protected Class<Build> getBuildClass() {
        return Build.class;
    }

    @Override
    public boolean isFingerprintConfigured() {
        return false;
    }

    @Override
    public TopLevelItemDescriptor getDescriptor() {
        return (TopLevelItemDescriptor) Jenkins.get().getDescriptorOrDie(getClass());
    }

    /** To be made an extension by the test. */
    static class Kind extends TopLevelItemDescriptor {
        Kind() {
            super(MavenStyleJob.class);
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return "Project in the style of Maven";
        }

        @Override
        public TopLevelItem newInstance(ItemGroup parent, String name) {
            return new MavenStyleJob(parent, name);
        }
    }

    /** One of its builds. */
    public static final class Build extends AbstractBuild<MavenStyleJob, Build> {
        public Build(MavenStyleJob job) throws IOException {
            super(job);
        }

        public Build(MavenStyleJob job, File directory) throws IOException {
            super(job, directory);
        }

        @Override
        public void run() {
            execute(new Execution());
        }

        private final class Execution extends AbstractBuildExecution {
            @Override
            protected Result doRun(BuildListener listener) throws Exception {
                Result result = null;
                try {
                    for (BuildWrapper wrapper : getParent().wrappers) {
                        Environment environment = wrapper.setUp(Build.this, launcher, listener);
                        if (environment == null) {
                            result = Result.FAILURE;
                            return result;
                        }
                        buildEnvironments.add(environment);
                    }
                    if (!all(getParent().pre, listener)) {
                        result = Result.FAILURE;
                        return result;
                    }
                    listener.getLogger().println(WORK);
                    result = Result.SUCCESS;
                    return result;
                } finally {
                    Result own = getParent().postStepsIf;
                    if (result == null || result.isBetterOrEqualTo(own)) {
                        result = all(getParent().post, listener) ? result : Result.FAILURE;
                    }
                    if (result != null) {
                        setResult(result);
                    }
                }
            }

            private boolean all(Iterable<? extends BuildStep> steps, BuildListener listener) throws Exception {
                for (BuildStep step : steps) {
                    if (!perform(step, listener)) {
                        return false;
                    }
                }
                return true;
            }

            @Override
            protected void post2(BuildListener listener) throws Exception {
                performAllBuildSteps(listener, getParent().publishers, true);
            }
        }
    }
}
