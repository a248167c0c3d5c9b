// A component whose faults stay inside it: in React 15 an exception in render() would take the whole page with it.
import React from 'react';
import { report } from './report.js';
import { text } from './words.js';

export class Guarded extends React.Component {
  // What is to be drawn; other functions of ours are called, not drawn as components, so that this catches theirs too.
  draw() {
    return null;
  }

  render() {
    try {
      return this.draw();
    } catch (e) {
      report('render', e);
      try {
        return (
          <p className="deploy-hooks-error" role="alert">
            {text('error.render')}
          </p>
        );
      } catch (again) {
        return null;
      }
    }
  }

  // Runs what a life cycle method or an event does.
  safely(what) {
    try {
      return what();
    } catch (e) {
      report('event', e);
      return undefined;
    }
  }
}
