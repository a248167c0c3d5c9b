package io.jenkins.plugins.deployhooks.pipeline;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.util.Secret;
import java.io.IOException;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jvnet.hudson.test.JenkinsRule;

/** A secret that Jenkins has under the id {@code token}. */
public final class StoredSecret {
    public static final String TEXT = "s3cr3t-that-nobody-may-see";

    private StoredSecret() {}

    public static void keep(JenkinsRule jenkins) throws IOException {
        CredentialsProvider.lookupStores(jenkins.jenkins)
                .iterator()
                .next()
                .addCredentials(
                        Domain.global(),
                        new StringCredentialsImpl(CredentialsScope.GLOBAL, "token", "", Secret.fromString(TEXT)));
    }
}
