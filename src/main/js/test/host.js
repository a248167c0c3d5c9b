// The page around the tab, made of Blue Ocean's own published modules: the extension store, the module loader, its React
// and its core library. Bundled for the browser by page.mjs. What RunDetails.jsx does with the tabs is done here likewise.
import * as jsModules from '@jenkins-cd/js-modules';
import * as extensions from '@jenkins-cd/js-extensions';
import { Fetch } from '@jenkins-cd/blueocean-core-js/dist/js/fetch.js';
import { UrlConfig } from '@jenkins-cd/blueocean-core-js/dist/js/urlconfig.js';
import { i18nTranslator } from '@jenkins-cd/blueocean-core-js/dist/js/i18n/i18n.js';
import { execute as i18nBundleStartup } from '@jenkins-cd/blueocean-core-js/dist/js/i18n/bundle-startup.js';
import React from 'react';
import ReactDOM from 'react-dom';

const faults = window.faults || {};

// What a fault replaces, before our module sees it.
function shared() {
  const replaced = { Fetch, UrlConfig, i18nTranslator, i18nBundleStartup };
  if (faults.translator) {
    replaced.i18nTranslator = () => () => {
      throw new Error('translator');
    };
  }
  if (faults.startup === 'silent') {
    replaced.i18nBundleStartup = () => {};
  }
  if (faults.startup === 'throws') {
    replaced.i18nBundleStartup = () => {
      throw new Error('startup');
    };
  }
  if (faults.fetch) {
    replaced.Fetch = {
      fetchJSON() {
        throw new Error('fetch');
      },
    };
  }
  return replaced;
}

function react() {
  if (faults.react) {
    return { createElement: React.createElement };
  }
  const replaced = Object.create(React);
  if (faults.render) {
    replaced.createElement = (type, ...rest) => {
      if (type === faults.render) {
        throw new Error(`render ${type}`);
      }
      return React.createElement(type, ...rest);
    };
  }
  return replaced;
}

class Page extends React.Component {
  render() {
    const Tab = this.props.component;
    return (
      <div>
        <h1>Run details</h1>
        <Tab {...this.props.forTab} />
      </div>
    );
  }
}

let component = null;

window.host = {
  start(extensionData) {
    extensions.init({ extensionData, classMetadataProvider: (type, done) => done({ classes: [] }) });
    jsModules.exportModule('react', 'react@any', react());
    jsModules.exportModule('jenkins-cd-js-extensions', 'jenkins-cd-js-extensions@any', extensions);
    if (!faults.core) {
      jsModules.exportModule('jenkins-cd-blueocean-core-js', 'jenkins-cd-blueocean-core-js@any', shared());
    }
  },

  // The tabs, as the tab bar constructs them.
  tabs(onload) {
    extensions.store.getExtensions(['jenkins.run.actions'], extensions.Utils.sortByOrdinal, (list = []) =>
      onload(list.map(Tab => new Tab({ pipeline: {}, run: {} })))
    );
  },

  // Opens a tab as the route does: constructed without arguments.
  open(name, forTab) {
    extensions.store.getExtensions(['jenkins.run.actions'], extensions.Utils.sortByOrdinal, (list = []) => {
      component = list.map(Tab => new Tab()).find(tab => tab.name === name).component;
      window.host.update(forTab);
    });
  },

  update(forTab) {
    ReactDOM.render(<Page component={component} forTab={forTab} />, document.getElementById('root'));
  },

  close() {
    ReactDOM.unmountComponentAtNode(document.getElementById('root'));
  },
};
