// A page of Blue Ocean in jsdom, served by a real server under a context path, with our bundle as it is committed.
import { build } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { join } from 'node:path';
import { JSDOM, VirtualConsole } from 'jsdom';

const here = import.meta.dirname;
const resources = join(here, '../../resources');
export const CONTEXT = '/jenkins';
export const RUN = '/blue/rest/organizations/jenkins/pipelines/shop/runs/7/';
const ADJUNCTS = `${CONTEXT}/adjuncts/abc`;
const DEADLINE = 15000;

// Blue Ocean's tokens (JWT) are off by default; what signs them wants modules of Node.
const withoutTokens = {
  name: 'without-tokens',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(jsonwebtoken|pem-jwk)$/ }, ({ path }) => ({ path, namespace: 'none' }));
    onLoad({ filter: /.*/, namespace: 'none' }, () => ({ contents: 'module.exports = {}' }));
  },
};

let bundle = null;
function hostBundle() {
  bundle ??= build({
    absWorkingDir: join(here, '..'),
    entryPoints: ['test/host.js'],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    define: { 'process.env.NODE_ENV': '"development"', global: 'window' },
    loader: { '.js': 'jsx' },
    jsx: 'transform',
    logLevel: 'error',
    plugins: [withoutTokens],
  }).then(result => result.outputFiles[0].text);
  return bundle;
}

const ours = JSON.parse(await readFile(join(resources, 'jenkins-js-extension.json'), 'utf8'));
const words = await readFile(join(resources, 'io/jenkins/plugins/deployhooks/ui/BlueOcean.properties'), 'utf8');
const WORDS = /^\/blue\/rest\/i18n\/deploy-hooks\/1\/io\.jenkins\.plugins\.deployhooks\.ui\.BlueOcean\/(\w+)$/;

// As blueocean-i18n serves a bundle.
function translations(language) {
  const lines = words.split('\n').filter(line => line.includes('=') && !line.startsWith('#'));
  const data = Object.fromEntries(lines.map(line => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
  return json({ status: 'ok', data: language === 'en' ? data : { ...data, title: `Deploy hooks (${language})` } });
}

function html(faults, language) {
  return `<!DOCTYPE html><html><head data-rooturl="${CONTEXT}" data-resurl="${CONTEXT}/static/abc" data-adjuncturl="${ADJUNCTS}"
    data-appurl="${CONTEXT}/blue"><title>Blue Ocean</title></head><body><div id="root"></div>
    <script>Object.defineProperty(navigator, 'languages', { value: ['${language}'] });
    window.faults = ${JSON.stringify(faults)}; window.$blueocean = ${JSON.stringify({ jsExtensions: [{ ...ours, hpiPluginVer: '1' }] })};</script>
    <script src="${CONTEXT}/host.js"></script></body></html>`;
}

// openPage TEST { answers, faults }: answers are functions of a URL's query, by path below the context path
export async function openPage(t, { answers = {}, faults = {}, language = 'en' } = {}) {
  const requests = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, 'http://localhost');
    const path = url.pathname.slice(CONTEXT.length);
    requests.push(path + url.search);
    try {
      const { status = 200, headers = {}, body = '' } = await answer(path, url.searchParams, { answers, faults, language });
      response.writeHead(status, { 'Content-Type': 'text/plain;charset=utf-8', ...headers }).end(body);
    } catch (e) {
      response.writeHead(500).end(String(e));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const errors = [];
  const virtualConsole = new VirtualConsole();
  virtualConsole.on('error', (...parts) => errors.push(parts.map(String).join(' ')));
  virtualConsole.on('jsdomError', e => errors.push(`uncaught: ${e.detail || e.message}`));
  const timers = new Set();
  const dom = await JSDOM.fromURL(`http://127.0.0.1:${server.address().port}${CONTEXT}/`, {
    runScripts: 'dangerously',
    resources: 'usable',
    pretendToBeVisual: true,
    virtualConsole,
    beforeParse: window => remember(window, timers),
  });
  t.after(() => {
    dom.window.close();
    server.closeAllConnections();
    server.close();
  });
  const { window } = dom;
  await until(() => window.host, 'the page has loaded');
  window.host.start(window.$blueocean.jsExtensions);
  const find = selector => window.document.querySelector(selector);
  return { window, requests, errors, timers, document: window.document, find };
}

// What a page does later, and not at once, is in TIMERS until it is done or called off.
function remember(window, timers) {
  const { setTimeout: set, clearTimeout: clear } = window;
  window.setTimeout = (what, pause) => {
    const done = () => {
      timers.delete(id);
      what();
    };
    const id = set.call(window, done, pause);
    if (pause > 0) {
      timers.add(id);
    }
    return id;
  };
  window.clearTimeout = id => {
    timers.delete(id);
    clear.call(window, id);
  };
}

// watched PAGE: a function that tells the timers which were set since; what is loaded with the page has set its own by then
export async function watched(page) {
  await tabs(page);
  const known = new Set(page.timers);
  return () => [...page.timers].filter(id => !known.has(id));
}

async function answer(path, query, { answers, faults, language }) {
  if (path === '/') {
    return { headers: { 'Content-Type': 'text/html' }, body: html(faults, language) };
  }
  if (path === '/host.js') {
    return { headers: { 'Content-Type': 'text/javascript' }, body: await hostBundle() };
  }
  if (WORDS.test(path)) {
    return translations(path.match(WORDS)[1]);
  }
  const adjunct = '/adjuncts/abc/';
  if (path.startsWith(adjunct)) {
    if (faults.missing && path.endsWith(faults.missing)) {
      return { status: 404 };
    }
    return { body: await readFile(join(resources, path.slice(adjunct.length)), 'utf8') };
  }
  return path in answers ? answers[path](query) : { status: 404 };
}

// until CONDITION WHAT: its value once it is true; fails when that takes too long
export async function until(condition, what) {
  const end = Date.now() + DEADLINE;
  for (;;) {
    const value = condition();
    if (value) {
      return value;
    }
    if (Date.now() > end) {
      throw new Error(`waited in vain: ${what}`);
    }
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

// tabs PAGE: as the tab bar shows them
export function tabs(page) {
  return new Promise(resolve => page.window.host.tabs(resolve));
}

// run STATE: the properties that Blue Ocean gives to the component of a tab
export function run(state = 'FINISHED', href = RUN) {
  return { result: { state, _links: { self: { href } } }, pipeline: {}, params: {}, t: key => key, locale: 'en' };
}

export function json(value) {
  return { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(value) };
}
