package io.jenkins.plugins.deployhooks.engine.definition.load;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import io.jenkins.plugins.deployhooks.engine.definition.environment.EnvironmentVariables;
import io.jenkins.plugins.deployhooks.engine.definition.tree.ScalarNode;
import io.jenkins.plugins.deployhooks.engine.profile.Profile;
import io.jenkins.plugins.deployhooks.engine.profile.Profiles;

/**
 * Whose rules hold: those of the profile that the strongest source names. Where none names one and there is no
 * deploy-hooks.yml, what there is instead tells: variables of Clever Cloud, or a file of Platform.sh; and only then an
 * administrator.
 *
 * @param profile the chosen one; the default one where {@code certain} is false
 * @param certain false where a profile is named that does not exist, or where the file that would name one cannot be
 *     read: then nothing can be said about the names of events
 */
record ProfileChoice(Profile profile, boolean certain) {
    /** The profile of the files of a platform. */
    static final String PLATFORM = "platform-sh";

    private static final String CLEVER_CLOUD = "clever-cloud";

    /** @param platform whether there are files of a platform */
    static ProfileChoice of(Request request, Sources sources, boolean platform) {
        boolean file = request.hasFile();
        return of(sources, file ? null : implied(request, platform), !file || sources.file() != null);
    }

    /**
     * The profile that {@code sources} name.
     *
     * @param implied the profile that holds where nobody but the administrator names one; null: none is implied
     * @param readable whether every source that may name one could be read
     */
    static ProfileChoice of(Sources sources, @CheckForNull String implied, boolean readable) {
        ScalarNode said = sources.strongest("profile");
        boolean byDefault = said == null || said.origin().strength() == Origin.Strength.ADMINISTRATOR;
        String otherwise = said == null ? Profiles.DEFAULT : said.text();
        Profile named = Profiles.find(byDefault && implied != null ? implied : otherwise);
        return named == null
                ? new ProfileChoice(Profiles.get(Profiles.DEFAULT), false)
                : new ProfileChoice(named, !byDefault || readable);
    }

    /** The profile to check events against; null where any name will do. */
    @CheckForNull
    Profile checked() {
        return certain ? profile : null;
    }

    @CheckForNull
    private static String implied(Request request, boolean platform) {
        if (EnvironmentVariables.holdHooks(request.environment())) {
            return CLEVER_CLOUD;
        }
        return platform ? PLATFORM : null;
    }
}
