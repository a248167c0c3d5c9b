@Library('team') _
node {
    teamDeploy(app: 'shop', hooks: [lifecycleHook(event: 'preRun', name: 'migrate', run: 'exit 7')]) {
        deployHooks('build') { echo 'build' }
        deployHooks('run') { echo 'never reached' }
    }
}
