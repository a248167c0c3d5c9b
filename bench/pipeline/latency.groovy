// Compares deployHook with sh, in turns in one build. Needs one agent, and there a POSIX shell and GNU date.
// Parameters, all of type text and none needed: LABEL of the agent, ROUNDS (default 5),
// QUIET (default '10 30'), seconds of the commands that print nothing.
// Each line that begins with BENCH is a result: what, median of sh, median of ours in milliseconds, ours by theirs.

int rounds = (params.ROUNDS ?: '5') as int

long measured(Closure<?> work) {
    long start = System.currentTimeMillis()
    work()
    return System.currentTimeMillis() - start
}

// How long after the end of the command the program goes on, in milliseconds.
long noticed(Closure<?> work) {
    work()
    long now = System.currentTimeMillis()
    return now - (readFile('end').trim() as long)
}

def median(List<Long> times) {
    def sorted = times.sort()
    return sorted[sorted.size().intdiv(2)]
}

def compare(String what, int rounds, Closure<Long> theirs, Closure<Long> ours) {
    theirs() // once each without counting
    ours()
    def their = []
    def our = []
    for (int round = 0; round < rounds; round++) {
        their << theirs()
        our << ours()
    }
    def ratio = (100 * median(our)).intdiv(median(their)) / 100
    echo "BENCH ${what}: sh ${median(their)} ours ${median(our)} ratio ${ratio} (sh ${their} ours ${our})"
}

node(params.LABEL ?: '') {
    for (seconds in (params.QUIET ?: '10 30').tokenize()) {
        def command = "sleep ${seconds}; date +%s%3N >end".toString()
        compare("end of a quiet ${seconds} s command noticed", rounds,
                { noticed { sh command } },
                { noticed { deployHook(name: 'quiet', run: command) } })
    }

    def hundred = []
    for (int i = 0; i < 100; i++) {
        hundred << lifecycleHook(event: 'preRun', name: "hook-${i}".toString(), run: 'true')
    }
    compare('100 trivial commands', rounds,
            { measured { for (int i = 0; i < 100; i++) { sh 'true' } } },
            { measured { withDeployLifecycle(hooks: hundred) { deployHooks 'preRun' } } })

    def hundredMegabytes = 'yes 0123456789012345678901234567890123456789012345678901234567890123456789 | head -c 100000000'
    compare('100 MB of output', rounds,
            { measured { sh hundredMegabytes } },
            { measured { deployHook(name: 'loud', run: hundredMegabytes) } })
}
