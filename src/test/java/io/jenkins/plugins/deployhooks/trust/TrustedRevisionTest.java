package io.jenkins.plugins.deployhooks.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.agent.workspace.FindCheckout.Checkout;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.util.ArrayList;
import java.util.List;
import jenkins.scm.api.SCMHeadOrigin;
import jenkins.scm.api.SCMRevision;
import jenkins.scm.api.mixin.ChangeRequestCheckoutStrategy;
import jenkins.scm.api.mixin.ChangeRequestSCMHead;
import jenkins.scm.impl.mock.MockChangeRequestSCMHead;
import jenkins.scm.impl.mock.MockChangeRequestSCMRevision;
import jenkins.scm.impl.mock.MockSCMHead;
import jenkins.scm.impl.mock.MockSCMRevision;
import org.junit.jupiter.api.Test;

/** Which checkouts are of the repository that is built. */
@Requirement("J")
class TrustedRevisionTest {
    private static final String TARGET = "a".repeat(40);
    private static final String REQUEST = "b".repeat(40);
    private static final String MERGE = "c".repeat(40);
    private static final String TOP = "d".repeat(40);

    private static boolean isOther(boolean nested, boolean whole, String... commits) {
        MockSCMRevision target = new MockSCMRevision(new MockSCMHead("master"), TARGET);
        SCMRevision built = new Request(target);
        assertThat(built.toString()).contains(TARGET, REQUEST);
        return new TrustedRevision(null, target, built)
                .isOther(new Checkout("", true, nested, new ArrayList<>(List.of(commits)), whole));
    }

    /** Tells both commits, as those of the sources of hosts do. */
    private static final class Request extends MockChangeRequestSCMRevision {
        private static final long serialVersionUID = 1L;

        Request(MockSCMRevision target) {
            super(
                    new MockChangeRequestSCMHead(
                            new SCMHeadOrigin.Fork("fork"), 1, "master", ChangeRequestCheckoutStrategy.MERGE, true),
                    target,
                    REQUEST);
        }

        @Override
        public String toString() {
            return REQUEST + "+" + TARGET + " (" + ((ChangeRequestSCMHead) getHead()).getId() + ")";
        }
    }

    @Test
    void aMergeOfThePullRequestAndWhatIsOnTopOfIt() {
        assertThat(isOther(true, true, REQUEST)).isFalse();
        assertThat(isOther(true, true, MERGE, TARGET, REQUEST)).isFalse();
        assertThat(isOther(true, false, TOP, MERGE, TARGET, REQUEST)).isFalse();
    }

    @Test
    void whereGitHasPackedWhatWasBeforeThePathDecides() {
        assertThat(isOther(false, false, MERGE)).isFalse();
        assertThat(isOther(true, false, MERGE)).isTrue();
        assertThat(isOther(false, true, MERGE)).isTrue();
    }

    @Test
    void aSubmoduleMayHaveTheTargetBeforeIt() {
        assertThat(isOther(true, true, TOP, TARGET)).isTrue();
        assertThat(isOther(true, false, TOP, TARGET)).isTrue();
    }
}
