// The class that Blue Ocean constructs for each drawing of its tab bar and once for the route: plain fields only.
import * as jsModules from '@jenkins-cd/js-modules';
import { report } from './report.js';
import { text } from './words.js';
import { Deployments } from './deployments.js';

const CSS = '/org/jenkins/ui/jsmodules/deploy-hooks/deploy-hooks.css';

try {
  // extensionCSS is not loaded for this extension point.
  jsModules.addCSSToPage(jsModules.getAdjunctURL() + CSS);
} catch (e) {
  report('style sheet', e);
}

export class DeployHooksTab {
  constructor() {
    this.name = 'deploy-hooks';
    this.title = text('title');
    this.component = Deployments;
    this.notification = null;
  }
}
