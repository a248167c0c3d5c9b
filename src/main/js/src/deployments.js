// The component of the tab: asks for the deployments of the run, again while the run goes on, and draws them.
import React from 'react';
import { Guarded } from './guarded.js';
import { report } from './report.js';
import { deployments, statusOf } from './rest.js';
import { deployment } from './table.js';
import { text } from './words.js';

const PAUSE = 2000; // milliseconds
const LONGEST_PAUSE = 32000;

function hrefOf(props) {
  return props.result._links.self.href;
}

function goesOn(props) {
  return props.result.state !== 'FINISHED';
}

export class Deployments extends Guarded {
  constructor(props) {
    super(props);
    this.state = { deployments: null, error: null, opened: {} };
    this.timer = null;
    this.request = 0; // answers of older requests are dropped
    this.pause = PAUSE;
    this.toggle = this.toggle.bind(this);
    this.load = this.load.bind(this);
  }

  componentDidMount() {
    this.load();
  }

  componentWillReceiveProps(next) {
    this.safely(() => {
      const other = hrefOf(next) !== hrefOf(this.props);
      if (other) {
        this.setState({ deployments: null, error: null, opened: {} });
      }
      if (other || goesOn(next) !== goesOn(this.props)) {
        this.load(next);
      }
    });
  }

  componentWillUnmount() {
    this.request = -1;
    clearTimeout(this.timer);
  }

  load(props) {
    this.safely(() => {
      const now = props && props.result ? props : this.props;
      clearTimeout(this.timer);
      const request = ++this.request;
      const current = () => this.request === request;
      this.ask(hrefOf(now))
        .then(found => current() && this.arrived(found), error => current() && this.failed(error))
        .catch(e => report('answer', e))
        .then(() => current() && this.again());
    });
  }

  ask(href) {
    try {
      return deployments(href);
    } catch (e) {
      return Promise.reject(e);
    }
  }

  arrived(found) {
    this.pause = PAUSE;
    this.setState({ deployments: found, error: null });
  }

  failed(error) {
    report('request', error);
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
    this.setState({ error });
  }

  again() {
    if (goesOn(this.props)) {
      // Nobody looks: the next round asks.
      this.timer = setTimeout(() => (document.hidden ? this.again() : this.load()), this.pause);
    }
  }

  toggle(key) {
    this.safely(() => this.setState({ opened: { ...this.state.opened, [key]: !this.state.opened[key] } }));
  }

  draw() {
    const { deployments: found, error, opened } = this.state;
    return (
      <div className="deploy-hooks-pane">
        {error && this.drawError(error)}
        {found === null && !error && this.drawNote('loading')}
        {found && found.length === 0 && this.drawNote(goesOn(this.props) ? 'none.yet' : 'none')}
        {found && found.map((one, index) => deployment(one, { index, opened, toggle: this.toggle, many: found.length > 1 }))}
      </div>
    );
  }

  drawNote(key) {
    return (
      <p className="deploy-hooks-note" role="status">
        {text(key)}
      </p>
    );
  }

  drawError(error) {
    const status = statusOf(error);
    return (
      <p className="deploy-hooks-error" role="alert">
        {status === 401 || status === 403 ? text('error.permission') : text('error.request', status || '')}{' '}
        <button type="button" onClick={this.load}>
          {text('error.again')}
        </button>
      </p>
    );
  }
}
