# Starts a hook so that it outlives whoever starts it, and tells how it ended.
# arguments: start|run, control directory, working directory, cookie, the hook's program and its arguments
if [ "$1" = start ]; then
    shift
    if command -v setsid >/dev/null 2>&1; then
        setsid sh "$0" run "$@" </dev/null >/dev/null 2>&1 &
    else
        trap '' HUP
        sh "$0" run "$@" </dev/null >/dev/null 2>&1 &
    fi
    exit 0
fi
ctl=$2 dir=$3 cookie=$4
shift 4
# at most once, whatever happens to those who ask for it
mkdir "$ctl/started" || exit 0
echo $$ >"$ctl/supervisor.pid"
session=
command -v setsid >/dev/null 2>&1 && session=setsid
# caught, not ignored: the hook would inherit that
trap : HUP INT TERM
{
    trap : HUP INT TERM
    # 3 is the pipe to the copier; the hook alone has it as its output
    exec 3>&1 >/dev/null
    if cd "$dir" 2>&3; then
        DEPLOY_HOOK_COOKIE="${DEPLOY_HOOK_COOKIE:+$DEPLOY_HOOK_COOKIE }mark:$cookie" $session "$@" </dev/null >&3 2>&3 3>&- &
        hook=$!
        echo "$hook" >"$ctl/hook.pid"
        wait "$hook"
        status=$?
        # a signal ends the wait, not the hook
        while [ "$status" -gt 128 ] && kill -0 "$hook"; do
            wait "$hook"
            status=$?
        done
        left=
        [ -n "$session" ] && kill -s 0 -- "-$hook" && left=+
    else
        status=127 left=
    fi
    # an empty file can be made on a full disk too
    : >"$ctl/ended.$status$left"
    # behind everything the hook wrote itself
    printf '\036deploy-hook-end:%s:%s%s\036' "$cookie" "$status" "$left" >&3
} | cat >>"$ctl/output" || : >"$ctl/uncopied"
