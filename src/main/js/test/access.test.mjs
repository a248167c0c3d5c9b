import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { openPage, run, until } from './page.mjs';
import { EVERYTHING, answering, log } from './samples.mjs';

test('roles and names are right by the rules of axe', async t => {
  const page = await openPage(t, { answers: { ...answering(EVERYTHING), ...log(() => 'one\n') } });
  page.window.host.open('deploy-hooks', run());
  (await until(() => page.find('tbody button'), 'the button')).click();
  await until(() => page.find('pre')?.textContent === 'one\n', 'the log');
  page.window.eval(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  // Colours need a browser that draws.
  const { violations, passes } = await page.window.axe.run(page.find('.deploy-hooks-pane'), {
    rules: { 'color-contrast': { enabled: false } },
  });
  assert.equal(violations.map(violation => `${violation.id}: ${violation.help}`).join('\n'), '');
  assert.ok(passes.length > 10);
});

test('everything that can be done is done by buttons and links', async t => {
  const page = await openPage(t, { answers: { ...answering(EVERYTHING), ...log(() => 'one\n') } });
  page.window.host.open('deploy-hooks', run());
  const button = await until(() => page.find('tbody button'), 'the button');
  button.focus();
  assert.equal(page.document.activeElement, button);
  button.click();
  await until(() => page.find('pre'), 'the log');
  assert.equal(page.document.activeElement, page.find('tbody button'), 'the focus stays where it was');
  assert.equal(page.find('pre').tabIndex, 0, 'a long log can be scrolled by keys');
});

test('no state is told by its colour alone', async t => {
  const page = await openPage(t, { answers: answering(EVERYTHING) });
  page.window.host.open('deploy-hooks', run());
  await until(() => page.find('table'), 'the table');
  for (const state of page.document.querySelectorAll('.deploy-hooks-state')) {
    assert.notEqual(state.textContent, '');
    assert.equal(state.querySelector('svg').getAttribute('aria-hidden'), 'true');
  }
});
