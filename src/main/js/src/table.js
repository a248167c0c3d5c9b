// One deployment: heading, what people should know, and the table of its steps.
import React from 'react';
import { Log } from './log.js';
import { state } from './states.js';
import { duration, text, time } from './words.js';

const NOT_RUN = ['SKIPPED', 'PENDING'];
const FAILED = ['FAILED', 'TIMED_OUT', 'LOST'];
const COLUMNS = ['event', 'hook', 'state', 'start', 'duration', 'attempts', 'agent', 'reason', 'log'];

// deployment ONE: all of it. opened: which logs are, by key
export function deployment(one, { index, opened, toggle, many }) {
  const title = `deploy-hooks-title-${index}`;
  const steps = Array.isArray(one.steps) ? one.steps.filter(step => !isSaid(step, one.cache)) : [];
  return (
    <section key={one.id || index} className="deploy-hooks-deployment" aria-labelledby={title}>
      <h2 id={title}>
        {state(one.outcome, one.outcomeWord)} {heading(one, many)}
        <span className="deploy-hooks-aside">{duration(one.durationMillis)}</span>
      </h2>
      {one.reason && <p className="deploy-hooks-reason">{one.reason}</p>}
      {warnings(one.warnings)}
      {cache(one.cache)}
      <div className="deploy-hooks-scroll">
        <table aria-labelledby={title}>
          <thead>
            <tr>
              {COLUMNS.map(column => (
                <th key={column} scope="col">
                  {text(`column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{steps.map((step, at) => rows(step, { at, previous: steps[at - 1], index, opened, toggle }))}</tbody>
        </table>
      </div>
    </section>
  );
}

function heading(one, many) {
  const what = one.app ? text('deployment.app', one.app, one.environment) : text('deployment', one.environment);
  return many ? text('deployment.many', what, one.id) : what;
}

// What was decided about the cache, and why.
function cache(decision) {
  return decision && decision.reason ? (
    <p className="deploy-hooks-cache">
      <strong>{text(decision.hit ? 'cache.hit' : 'cache.miss')}</strong> {decision.reason}
    </p>
  ) : null;
}

const ARCHIVES = ['restore', 'save', 'bring'];

// Whether nothing was to be done with archives in a step for the reason that stands above the table.
function isSaid(step, decision) {
  return ARCHIVES.includes(step.id) && step.state === 'SKIPPED' && Boolean(step.reason) && Boolean(decision) && step.reason === decision.reason;
}

function warnings(list) {
  if (!Array.isArray(list) || list.length === 0) {
    return null;
  }
  return (
    <ul className="deploy-hooks-warnings" aria-label={text('warnings')}>
      {list.map((warning, at) => (
        <li key={at}>{warning}</li>
      ))}
    </ul>
  );
}

// The row of a step and, where it is opened, the row with its log.
function rows(step, { at, previous, index, opened, toggle }) {
  const key = `${index}:${step.id}`;
  const panel = `deploy-hooks-log-${index}-${at}`;
  const open = Boolean(step.logUrl) && Boolean(opened[key]);
  const main = row(step, { key, panel, open, previous, toggle });
  if (!open) {
    return [main];
  }
  return [
    main,
    <tr key={`${key}:log`} className="deploy-hooks-log-row">
      <td colSpan={COLUMNS.length} id={panel}>
        <Log key={step.logUrl} name={step.id} logUrl={step.logUrl} bytes={step.logBytes} />
      </td>
    </tr>,
  ];
}

// How its last attempt ended, and what its failure means where that is no failure of the deployment.
function asides(step) {
  const told = [];
  if (typeof step.signal === 'number') {
    told.push(text('signal', step.signal));
  } else if (step.exitCode) {
    told.push(text('exit', step.exitCode));
  }
  if (FAILED.includes(step.state) && step.policy && step.policy !== 'fail') {
    told.push(text('policy', step.policy));
  }
  return told;
}

function row(step, { key, panel, open, previous, toggle }) {
  const repeated = step.event && previous && previous.event === step.event;
  return (
    <tr key={key}>
      <td className={repeated ? 'deploy-hooks-repeated' : ''}>{step.event || ''}</td>
      <th scope="row">{step.title}</th>
      <td>
        {state(step.state, step.stateWord)}
        {asides(step).map(aside => (
          <span key={aside} className="deploy-hooks-aside">
            {aside}
          </span>
        ))}
      </td>
      <td className="deploy-hooks-number">{time(step.startedAt)}</td>
      <td className="deploy-hooks-number">{NOT_RUN.includes(step.state) ? '' : duration(step.durationMillis)}</td>
      <td className="deploy-hooks-number">{step.attempts || ''}</td>
      <td>{step.agent || ''}</td>
      <td className="deploy-hooks-text">{step.reason || ''}</td>
      <td>
        {step.logUrl && (
          <button
            type="button"
            aria-expanded={open ? 'true' : 'false'}
            aria-controls={open ? panel : undefined}
            aria-label={text(open ? 'log.hide.of' : 'log.show.of', step.id)}
            onClick={() => toggle(key)}
          >
            {text(open ? 'log.hide' : 'log.show')}
          </button>
        )}
      </td>
    </tr>
  );
}
