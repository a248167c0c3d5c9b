package io.jenkins.plugins.deployhooks.local.fault;

/** What goes wrong, at which port. */
enum Fault {
    HOOK_FAILS("process", 100),
    HOOK_TIMES_OUT("process", 40),
    HOOK_ENDED_BY_SIGNAL("process", 20),
    PROCESS_PORT_THROWS("process", 20),
    LOG_CANNOT_BE_WRITTEN("log", 30),
    AGENT_LOST("agent", 25),
    AGENT_GONE_FOR_GOOD("agent", 15),
    PACKING_FAILS("archive", 60),
    DISK_FULL_WHILE_PACKING("archive", 60),
    PACKED_ARCHIVE_DAMAGED("archive", 60),
    UNPACKING_FAILS("archive", 60),
    ARCHIVE_PORT_THROWS("archive", 40),
    STORE_CANNOT_BE_READ("store", 50),
    STORE_CANNOT_OPEN("store", 60),
    STORE_CANNOT_SAVE("store", 60),
    KEPT_ARCHIVE_DAMAGED("store", 100),
    KEPT_DESCRIPTION_DAMAGED("store", 100),
    KEPT_ARCHIVES_GONE("store", 40),
    MEMORY_DAMAGED("store", 60),
    CLOCK_JUMPS("clock", 60),
    REPORT_CANNOT_BE_WRITTEN("report", 80),
    LISTENER_THROWS("report", 30),
    APP_NEVER_READY("readiness", 100),
    PREMISES_FAIL("premises", 60),
    ABORTED("user", 40),
    ABORTED_TWICE("user", 0),
    ABORTED_BETWEEN_PHASES("user", 60),
    ENGINE_DIES("engine", 12);

    final String port;
    final int share;

    Fault(String port, int share) {
        this.port = port;
        this.share = share;
    }
}
