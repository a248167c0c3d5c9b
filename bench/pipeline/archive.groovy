// Brings a tree of 40,000 small files (265 MB) from one agent to another: as the archive of a deployment, with stash and
// unstash, and with the Job Cacher plugin where that is installed. In turns, in one build; nothing is found in a cache,
// since each round changes a file.
// Parameters, all of type text: FIRST and SECOND, labels of the agents; TREES, path on the first agent of bench/src/ArchiveTrees.java;
// ROUNDS (default 5); WARM, rounds of each before those, which do not count (default 3); JOB_CACHER, true where the plugin is installed.
// Each line that begins with BENCH is a result, times in milliseconds.

int rounds = (params.ROUNDS ?: '5') as int
int warm = (params.WARM ?: '3') as int

def median(List<Long> times) {
    def sorted = times.sort()
    return sorted[sorted.size().intdiv(2)]
}

// A line of times, those of the two halves too: on the first agent, and on the second.
def line(String name, List<Map<String, Long>> times, List<Map<String, Long>> ours) {
    def whole = times.collect { it.whole }
    def ratio = (100 * median(ours.collect { it.whole })).intdiv(median(whole)) / 100
    return "BENCH archive saved and restored elsewhere: ${name} ${median(whole)} (${median(times.collect { it.saved })}" +
            " + ${median(times.collect { it.restored })}), ours by it ${ratio} ${whole}"
}

// One round: the tree is changed and the disk writes what earlier rounds have left to it, then only the work is
// measured, then what arrived is looked at. It arrives in a directory of its own: where many files were deleted a moment ago,
// some file systems take ten times as long to make new ones.
Map<String, Long> round(String name, Closure<?> work) {
    node(params.FIRST) {
        dir('place') { writeFile file: 'changed', text: "${name} ${System.currentTimeMillis()}" }
        sh 'sync' // who came before is not paid for
    }
    arrival = "arrival-${++number}"
    long start = System.currentTimeMillis()
    work()
    long end = System.currentTimeMillis()
    node(params.SECOND) {
        dir(arrival) {
            def files = sh(script: 'find . -type f | wc -l', returnStdout: true).trim() as int
            if (files < 40001) {
                error "${name}: only ${files} files were brought"
            }
        }
    }
    return [whole: end - start, saved: middle - start, restored: end - middle]
}

middle = 0L // when the first half of a round has ended
number = 0 // of the round
arrival = '' // where it brings the tree to

def ways = [
    ours: {
        withDeployLifecycle(cache: true, profile: 'native') {
            node(params.FIRST) { dir('place') { deployHooks('build') { } } }
            middle = System.currentTimeMillis()
            node(params.SECOND) { dir(arrival) { deployHooks('run') { } } }
        }
    },
    stash: {
        node(params.FIRST) { dir('place') { stash name: 'tree', useDefaultExcludes: false } }
        middle = System.currentTimeMillis()
        node(params.SECOND) { dir(arrival) { unstash 'tree' } }
    }
]
if (params.JOB_CACHER == 'true') {
    ways.jobCacher = {
        def tree = arbitraryFileCache(path: '.', compressionMethod: 'TAR_ZSTD', useDefaultExcludes: false)
        node(params.FIRST) { dir('place') { cache(maxCacheSize: 4000, skipRestore: true, caches: [tree]) { } } }
        middle = System.currentTimeMillis()
        node(params.SECOND) { dir(arrival) { cache(maxCacheSize: 4000, skipSave: true, caches: [tree]) { } } }
    }
}

node(params.FIRST) {
    dir('place') {
        deleteDir()
        sh "java '${params.TREES}' small \"\$PWD\""
    }
}
def names = ways.keySet() as List
def times = [:]
for (name in names) {
    times[name] = []
}
for (int i = 0; i < warm + rounds; i++) {
    for (name in names) {
        def time = round(name, ways[name])
        if (i >= warm) {
            times[name] << time
        }
    }
}
for (name in names) {
    echo line(name, times[name], times.ours)
}
