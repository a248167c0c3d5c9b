// Blue Ocean shows no tab of a run at all before our module is there, and React 15 drops the page when we throw in
// render(). So whatever fails, the module is exported, what is around our tab stays, and the browser's console says why.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { json, openPage, run, tabs, until } from './page.mjs';
import { EVERYTHING, REST, answering, deployment } from './samples.mjs';

function heading(page) {
  return page.find('#root h1')?.textContent;
}

for (const [what, faults] of [
  ['a shared module is missing', { core: true }],
  ['our code throws while it is loaded', { react: true }],
]) {
  test(`the other tabs are there and ours is not: ${what}`, async t => {
    const page = await openPage(t, { faults });
    assert.equal((await tabs(page)).length, 0);
    assert.ok(page.errors.every(error => !error.startsWith('uncaught')), page.errors.join('\n'));
  });
}

for (const [what, faults] of [
  ['never come', { startup: 'silent' }],
  ['throw at the start', { startup: 'throws' }],
  ['throw in the constructor', { translator: true }],
]) {
  test(`the tab is there in English: the translations ${what}`, async t => {
    const page = await openPage(t, { faults, answers: answering(EVERYTHING) });
    const [tab] = await tabs(page);
    assert.equal(tab.title, 'Deploy hooks');
    page.window.host.open('deploy-hooks', run());
    await until(() => /Succeeded/.test(page.find('tbody')?.textContent), 'the table');
  });
}

test('the tab is there without its style sheet', async t => {
  const page = await openPage(t, { faults: { missing: '.css' }, answers: answering(EVERYTHING) });
  assert.equal((await tabs(page)).length, 1);
  page.window.host.open('deploy-hooks', run());
  await until(() => page.find('table'), 'the table');
});

for (const element of ['table', 'h2', 'section', 'p']) {
  test(`the page stays when drawing a ${element} throws`, async t => {
    const page = await openPage(t, { faults: { render: element }, answers: answering(EVERYTHING) });
    page.window.host.open('deploy-hooks', run());
    await until(() => page.errors.some(error => error.includes(`render ${element}`)), 'the message');
    assert.equal(heading(page), 'Run details');
    page.window.host.update(run('RUNNING'));
    assert.equal(heading(page), 'Run details');
    assert.ok(page.errors.every(error => !error.startsWith('uncaught')), page.errors.join('\n'));
  });
}

test('the page stays when a log cannot be drawn', async t => {
  const steps = [{ ...EVERYTHING.steps[1], logBytes: 20 }];
  const page = await openPage(t, { faults: { render: 'pre' }, answers: answering(deployment(steps)) });
  page.window.host.open('deploy-hooks', run());
  (await until(() => page.find('tbody button'), 'the button')).click();
  await until(() => page.find('.deploy-hooks-log-row [role=alert]'), 'the message');
  assert.equal(heading(page), 'Run details');
  assert.ok(page.find('table'));
});

test('the page stays when a request throws at once', async t => {
  const page = await openPage(t, { faults: { fetch: true } });
  page.window.host.open('deploy-hooks', run());
  await until(() => page.find('[role=alert]'), 'the message');
  assert.equal(heading(page), 'Run details');
});

for (const [what, answer] of [
  ['is no JSON', { body: '<html>' }],
  ['is null', json(null)],
  ['has steps of another form', json({ deployments: [{ steps: [null, 1, {}] }] })],
  ['has deployments of another form', json({ deployments: [null, 'one'] })],
]) {
  test(`the page stays when the answer ${what}`, async t => {
    const page = await openPage(t, { answers: { [REST]: () => answer } });
    page.window.host.open('deploy-hooks', run());
    await until(() => page.find('.deploy-hooks-error, .deploy-hooks-note:not(:empty), table'), 'an answer of ours');
    assert.equal(heading(page), 'Run details');
    assert.ok(page.errors.every(error => !error.startsWith('uncaught')), page.errors.join('\n'));
  });
}

for (const [what, forTab] of [
  ['no run', {}],
  ['a run without links', { result: { state: 'FINISHED' } }],
]) {
  test(`the page stays when the tab is given ${what}`, async t => {
    const page = await openPage(t);
    page.window.host.open('deploy-hooks', forTab);
    await until(() => heading(page), 'the page');
    page.window.host.update(run());
    page.window.host.close();
    assert.ok(page.errors.every(error => !error.startsWith('uncaught')), page.errors.join('\n'));
  });
}
