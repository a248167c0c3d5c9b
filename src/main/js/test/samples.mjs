// Answers of the action, in its documented form.
import { RUN, json } from './page.mjs';

export const REST = `${RUN}deployHooks/`;
export const LOG = 'job/shop/7/deployHooks/log/preBuild/assets/';

// The word of a state or an outcome.
function word(name) {
  return name === 'success' ? 'Succeeded' : `${name[0].toUpperCase()}${name.slice(1).toLowerCase().replace(/_/g, ' ')}`;
}

// Any time.
export const START = 1763858000000;

export function step(id, values = {}) {
  const [event, hook] = id.includes('/') ? id.split(/\/(.*)/) : [null, null];
  const state = values.state || 'SUCCEEDED';
  const ended = { exitCode: null, signal: null, policy: event ? 'fail' : null };
  const ran = { reason: '', startedAt: null, durationMillis: 1234, attempts: 1, agent: 'linux-1', logUrl: null, logBytes: 0 };
  return { id, event, hook, title: hook, state, stateWord: word(state), ...ended, ...ran, ...values };
}

export function deployment(steps, values = {}) {
  return {
    outcomeWord: word(values.outcome || 'success'),
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
    step('restore', { title: 'Archive is unpacked', state: 'SKIPPED', reason: 'there is no archive', durationMillis: 0, attempts: 0 }),
    step('preBuild/assets', { logUrl: LOG, logBytes: 20, exitCode: 0, startedAt: START }),
    step('preBuild/lint', { state: 'UNSTABLE', reason: 'exit code 1', attempts: 3 }),
    step('build', { title: 'Build phase' }),
    step('preRun/migrate', { state: 'TIMED_OUT', reason: 'after 5 s', durationMillis: 3725000 }),
    step('runFailed/tell', { state: 'RUNNING', durationMillis: 12 }),
    step('runFailed/later', { state: 'PENDING', durationMillis: 0, attempts: 0, agent: null }),
    step('runSucceeded/tell', { state: 'SKIPPED', reason: 'the run failed', attempts: 0 }),
    step('cleanup', { event: 'cleanup', hook: 'cleanup', title: 'cleanup' }),
    step('cleanup/newer', { state: 'SOMETHING_NEW' }),
  ],
  { outcome: 'failed', reason: 'preRun/migrate timed out', warnings: ['the archive is old'] }
);

// answering DEPLOYMENT…: the action's answer, with what is asked for
export function answering(...deployments) {
  const all = { _class: 'io.jenkins.plugins.deployhooks.ui.DeployHooksAction', schemaVersion: 1, deployments };
  return { [REST]: query => json(query.has('tree') ? pruned(all, named(query.get('tree'))) : all) };
}

// named TREE: the names in it, each with those below it
function named(tree) {
  const names = tree.replace(/\w+/g, '"$&":1').replace(/1\[/g, '{').replace(/\]/g, '}');
  return JSON.parse(`{${names}}`);
}

function pruned(value, names) {
  if (Array.isArray(value)) {
    return value.map(one => pruned(one, names));
  }
  if (value === null || typeof value !== 'object') {
    return value;
  }
  const wanted = Object.entries(value).filter(([name]) => name === '_class' || name in names);
  return Object.fromEntries(wanted.map(([name, one]) => [name, pruned(one, names[name])]));
}

const LONGEST_LINE = 64 * 1024;

const MOST = 4 * 1024 * 1024;

// log TEXT MORE: answers of a log that has that text, as Jenkins gives them; both may be functions. What grows, or is too much
// for one answer, ends with a line unless that is too long, X-Text-Size is where the body ends, and the lines of the body end as
// HTTP has it.
export function log(text, more = () => false) {
  return {
    [`/${LOG}progressiveText`]: query => {
      const whole = Buffer.from(text());
      const asked = Number(query.get('start'));
      const start = asked > whole.length ? 0 : asked;
      const bytes = whole.subarray(0, start + MOST);
      const going = more() || bytes.length < whole.length;
      const end = Math.max(start, going ? grown(bytes) : bytes.length);
      return {
        headers: { 'X-Text-Size': String(end), ...(going ? { 'X-More-Data': 'true' } : {}) },
        body: bytes.subarray(start, end).toString().replace(/\n/g, '\r\n'),
      };
    },
  };
}

// Where what there is of a log that grows ends; a character of a line that is too long is not cut in two.
function grown(bytes) {
  const line = bytes.lastIndexOf(10) + 1;
  if (bytes.length - line < LONGEST_LINE) {
    return line;
  }
  const rest = bytes.subarray(line);
  const whole = new TextDecoder().decode(rest, { stream: true });
  return line + Buffer.byteLength(whole);
}
