// Answers of the action, in its documented form.
import { RUN, json } from './page.mjs';

export const REST = `${RUN}deployHooks/`;
export const LOG = 'job/shop/7/deployHooks/log/preBuild/assets/';

export function step(id, values = {}) {
  const [event, hook] = id.includes('/') ? id.split(/\/(.*)/) : [null, null];
  return { id, event, hook, state: 'SUCCEEDED', reason: '', durationMillis: 1234, attempts: 1, agent: 'linux-1', logUrl: null, logBytes: 0, ...values };
}

export function deployment(steps, values = {}) {
  return {
    id: 'd1',
    app: null,
    environment: 'main',
    outcome: 'success',
    failedStep: null,
    reason: '',
    durationMillis: 61000,
    warnings: [],
    steps,
    ...values,
  };
}

export const EVERYTHING = deployment(
  [
    step('restore', { state: 'SKIPPED', reason: 'there is no archive', durationMillis: 0, attempts: 0 }),
    step('preBuild/assets', { logUrl: LOG, logBytes: 20 }),
    step('preBuild/lint', { state: 'UNSTABLE', reason: 'exit code 1', attempts: 3 }),
    step('build'),
    step('preRun/migrate', { state: 'TIMED_OUT', reason: 'after 5 s', durationMillis: 3725000 }),
    step('runFailed/tell', { state: 'RUNNING', durationMillis: 12 }),
    step('runFailed/later', { state: 'PENDING', durationMillis: 0, attempts: 0, agent: null }),
    step('runSucceeded/tell', { state: 'SKIPPED', reason: 'the run failed', attempts: 0 }),
    step('cleanup', { event: 'cleanup', hook: 'cleanup' }),
    step('cleanup/newer', { state: 'SOMETHING_NEW' }),
  ],
  { outcome: 'failed', reason: 'preRun/migrate timed out', warnings: ['the archive is old'] }
);

// answering DEPLOYMENT…: the action's answer
export function answering(...deployments) {
  return { [REST]: () => json({ _class: 'io.jenkins.plugins.deployhooks.ui.DeployHooksAction', deployments }) };
}

// log TEXT MORE: answers of a log that has that text; both may be functions
export function log(text, more = () => false) {
  return {
    [`/${LOG}progressiveText`]: query => {
      const bytes = Buffer.from(text());
      const start = Number(query.get('start'));
      return {
        headers: { 'X-Text-Size': String(bytes.length), ...(more() ? { 'X-More-Data': 'true' } : {}) },
        body: bytes.subarray(start),
      };
    },
  };
}
