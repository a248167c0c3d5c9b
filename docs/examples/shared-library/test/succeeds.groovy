@Library('team') _
node {
    teamDeploy(app: 'shop', environment: 'production') {
        deployHooks('build') { sh 'mkdir -p dist && echo made > dist/shop' }
        deployHooks('run') { sh 'cat dist/shop' }
    }
}
