// The two requests of the tab. Blue Ocean's own Fetch adds the context path and, where it is on, its token.
import { core } from './host.js';

const QUIETLY = { disableCapabilities: true, disableLoadingIndicator: true };

// What the tab shows, and nothing else: it is asked for again and again.
const STEP = [
  ...['id', 'event', 'title', 'state', 'stateWord', 'exitCode', 'signal', 'policy', 'reason'],
  ...['startedAt', 'durationMillis', 'attempts', 'agent', 'logUrl', 'logBytes'],
];
const SHOWN = ['id', 'app', 'environment', 'outcome', 'outcomeWord', 'reason', 'durationMillis', 'warnings', 'cache[hit,reason]', `steps[${STEP}]`];
const TREE = encodeURIComponent(`deployments[${SHOWN}]`);

// deployments RUN: of the run with that REST address; none where the run has no such action
export function deployments(runHref) {
  return Promise.resolve(core().Fetch.fetchJSON(`${runHref}deployHooks/?tree=${TREE}`, QUIETLY)).then(
    answer => (answer && Array.isArray(answer.deployments) ? answer.deployments : []),
    error => {
      if (statusOf(error) === 404) {
        return [];
      }
      throw error;
    }
  );
}

// address of a log in Jenkins, ends in /
export function logAddress(logUrl) {
  const root = core().UrlConfig.getJenkinsRootURL().replace(/\/$/, '');
  return `${root}/${logUrl.replace(/^\//, '')}`;
}

// logText ADDRESS START: { text, end, more } from that byte on
export function logText(address, start) {
  const url = `${address}progressiveText?start=${start}`;
  return Promise.resolve(core().Fetch.fetch(url, { disableLoadingIndicator: true, ignoreRefreshHeader: true })).then(
    response =>
      response.text().then(text => {
        const end = Number(response.headers.get('X-Text-Size'));
        return {
          text,
          end: Number.isFinite(end) && end > 0 ? end : start,
          more: response.headers.get('X-More-Data') === 'true',
        };
      })
  );
}

export function statusOf(error) {
  return error && error.response ? error.response.status : undefined;
}
