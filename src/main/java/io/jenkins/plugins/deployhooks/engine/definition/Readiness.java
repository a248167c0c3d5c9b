package io.jenkins.plugins.deployhooks.engine.definition;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * When a started app counts as ready: every URL answers 200 (D11).
 *
 * @param urls absolute http or https URLs; not empty
 * @param within how long after the run body they have
 */
public record Readiness(List<URI> urls, Duration within) {
    /** How long an app has where nobody says anything. */
    public static final Duration WITHIN = Duration.ofSeconds(60);

    public Readiness {
        urls = List.copyOf(urls);
    }

    /** The URLs as people and logs may see them. */
    public List<String> shown() {
        return urls.stream().map(Readiness::shown).toList();
    }

    /** {@code url} as people and logs may see it: {@code ***@} is all they see of a user and a password. */
    public static String shown(URI url) {
        String user = url.getRawUserInfo();
        return user == null ? url.toString() : url.toString().replaceFirst("//[^/?#]*@", "//***@");
    }
}
