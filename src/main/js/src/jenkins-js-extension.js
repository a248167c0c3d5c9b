// Entry of the bundle. Blue Ocean waits for our module before it shows ANY tab of a run, so the module is exported on
// every path: when all is well, when something throws, and when what we wait for never comes.
import * as jsModules from '@jenkins-cd/js-modules';
import { provide } from './host.js';
import { report } from './report.js';

const PLUGIN = 'deploy-hooks';
const MODULE = 'jenkins-js-extension';
const POINT = 'jenkins.run.actions';
const COMPONENT = 'DeployHooksTab';
const SHARED = [
  'jenkins-cd-js-extensions:jenkins-cd-js-extensions@any',
  'react:react@any',
  'jenkins-cd-blueocean-core-js:jenkins-cd-blueocean-core-js@any',
];
const LONGEST_WAIT = 4000; // milliseconds; js-modules gives up after 10 s
const LONGEST_WAIT_FOR_WORDS = 2000;

let exported = false;

function finish() {
  if (!exported) {
    exported = true;
    jsModules.exportModule(PLUGIN, MODULE, {});
  }
}

// withWords CORE NEXT: calls NEXT once, when the translations are there or have kept us waiting long enough
function withWords(core, next) {
  let called = false;
  const once = () => {
    if (!called) {
      called = true;
      clearTimeout(timer);
      next();
    }
  };
  const timer = setTimeout(once, LONGEST_WAIT_FOR_WORDS);
  try {
    core.i18nBundleStartup(once, { hpiPluginId: PLUGIN });
  } catch (e) {
    report('translations', e);
    once();
  }
}

function register(extensions, React, core) {
  withWords(core, () => {
    try {
      const { DeployHooksTab } = require('./tab.js');
      extensions.store._registerComponentInstance(POINT, PLUGIN, COMPONENT, DeployHooksTab);
      extensions.store._onPluginComponentRegistrationComplete(PLUGIN);
    } catch (e) {
      report('registration', e);
    } finally {
      finish();
    }
  });
}

try {
  jsModules.whoami(`${PLUGIN}:${MODULE}`);
  setTimeout(finish, LONGEST_WAIT);
  jsModules
    .importModule(...SHARED)
    .onFulfilled((extensions, React, core) => {
      try {
        provide({ React, core });
        register(extensions, React, core);
      } catch (e) {
        report('start', e);
        finish();
      }
    })
    .onRejected(e => {
      report('shared modules', e);
      finish();
    });
} catch (e) {
  report('load', e);
  finish();
}
