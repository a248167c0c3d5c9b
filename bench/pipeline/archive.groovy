// Brings a tree of 40,000 small files (265 MB) from one agent to another: as the archive of a deployment, with stash and
// unstash, and with the Job Cacher plugin where that is installed. In turns, in one build; nothing is found in a cache,
// since each round changes a file.
// Parameters, all of type text: FIRST and SECOND, labels of the agents; TREES, path on the first agent of bench/src/ArchiveTrees.java;
// ROUNDS (default 5); JOB_CACHER, true where the plugin is installed.
// Each line that begins with BENCH is a result, times in milliseconds.

int rounds = (params.ROUNDS ?: '5') as int

def median(List<Long> times) {
    def sorted = times.sort()
    return sorted[sorted.size().intdiv(2)]
}

// One round: both agents are prepared, then only the work is measured, then what arrived is looked at.
long round(String name, Closure<?> work) {
    node(params.FIRST) {
        dir('place') { writeFile file: 'changed', text: "${name} ${System.currentTimeMillis()}" }
    }
    node(params.SECOND) {
        dir('place') { deleteDir() }
    }
    long start = System.currentTimeMillis()
    work()
    long time = System.currentTimeMillis() - start
    node(params.SECOND) {
        dir('place') {
            def files = sh(script: 'find . -type f | wc -l', returnStdout: true).trim() as int
            if (files < 40001) {
                error "${name}: only ${files} files were brought"
            }
        }
    }
    return time
}

def ways = [
    ours: {
        withDeployLifecycle(cache: true, profile: 'native') {
            node(params.FIRST) { dir('place') { deployHooks('build') { } } }
            node(params.SECOND) { dir('place') { deployHooks('run') { } } }
        }
    },
    stash: {
        node(params.FIRST) { dir('place') { stash name: 'tree', useDefaultExcludes: false } }
        node(params.SECOND) { dir('place') { unstash 'tree' } }
    }
]
if (params.JOB_CACHER == 'true') {
    ways.jobCacher = {
        def tree = arbitraryFileCache(path: 'place', compressionMethod: 'TAR_ZSTD', useDefaultExcludes: false)
        node(params.FIRST) { cache(maxCacheSize: 4000, skipRestore: true, caches: [tree]) { } }
        node(params.SECOND) { cache(maxCacheSize: 4000, skipSave: true, caches: [tree]) { } }
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
    round(name, ways[name]) // once each without counting
    times[name] = []
}
for (int i = 0; i < rounds; i++) {
    for (name in names) {
        times[name] << round(name, ways[name])
    }
}
for (name in names) {
    def ratio = (100 * median(times.ours)).intdiv(median(times[name])) / 100
    echo "BENCH archive saved and restored elsewhere: ${name} ${median(times[name])} ours by it ${ratio} (${times[name]})"
}
