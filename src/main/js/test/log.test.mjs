import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CONTEXT, openPage, run, until, watched } from './page.mjs';
import { LOG, answering, deployment, log, step } from './samples.mjs';

const TAIL = 128 * 1024;

async function withLog(t, { text, more, bytes = 0, state = 'SUCCEEDED' }) {
  const one = deployment([step('preBuild/assets', { logUrl: LOG, logBytes: bytes, state })]);
  const page = await openPage(t, { answers: { ...answering(one), ...log(text, more) } });
  page.waiting = await watched(page);
  page.window.host.open('deploy-hooks', run());
  const button = await until(() => page.find('tbody button'), 'the button');
  button.click();
  await until(() => page.find('pre'), 'the log is opened');
  return page;
}

function asked(page) {
  return page.requests.filter(request => request.startsWith(`/${LOG}`)).map(request => request.slice(LOG.length + 1));
}

test('a log is opened in place and closed again by the same button', async t => {
  const page = await withLog(t, { text: () => 'one\ntwo\n', bytes: 8 });
  await until(() => page.find('pre').textContent === 'one\ntwo\n', 'the text');
  assert.deepEqual(asked(page), ['progressiveText?start=0']);
  const button = page.find('tbody button');
  assert.equal(button.getAttribute('aria-expanded'), 'true');
  assert.ok(page.document.getElementById(button.getAttribute('aria-controls')).contains(page.find('pre')));
  assert.equal(page.find('.deploy-hooks-log a').getAttribute('href'), `${CONTEXT}/${LOG}`);
  button.click();
  assert.equal(page.find('pre'), null);
  assert.equal(page.find('tbody button').getAttribute('aria-expanded'), 'false');
  assert.deepEqual(page.errors, []);
});

test('a log is followed while its hook runs, each byte read once', async t => {
  let text = 'one\ntw';
  let more = true;
  const page = await withLog(t, { text: () => text, more: () => more, state: 'RUNNING' });
  await until(() => page.find('pre').textContent === 'one\n', 'the beginning');
  text = 'one\ntwo\nthree\n';
  await until(() => page.find('pre').textContent === text, 'what was added');
  more = false;
  await until(() => !page.find('.deploy-hooks-log [role=status]'), 'its end');
  assert.deepEqual(asked(page), ['progressiveText?start=0', 'progressiveText?start=4', 'progressiveText?start=14']);
});

test('many lines, characters of several bytes and a last line without an end arrive whole', async t => {
  const lines = Array.from({ length: 12000 }, (_, at) => `line ${at} ä€🚀\n`).join('');
  let text = `${lines}fatal: ü`;
  let more = true;
  const page = await withLog(t, { text: () => text, more: () => more, state: 'RUNNING' });
  await until(() => page.find('pre').textContent === lines, 'the lines');
  text += 'nterminated €';
  more = false;
  await until(() => page.find('pre').textContent === text, 'the last line');
  assert.deepEqual(asked(page), ['progressiveText?start=0', `progressiveText?start=${Buffer.byteLength(lines)}`]);
});

test('a log that is too much for one answer arrives whole and in its colours', async t => {
  const lines = '\u001b[32m' + Array.from({ length: 500000 }, (_, at) => `line ${at} ä€🚀\n`).join('');
  const page = await withLog(t, { text: () => lines });
  await until(() => page.find('.deploy-hooks-log [role=status]') === null, 'its end');
  assert.equal(page.find('pre').textContent, lines.slice(5));
  const [first, ...rest] = asked(page).map(request => Number(request.replace(/.*=/, '')));
  assert.equal(first, 0);
  assert.ok(rest.length > 1 && rest.every((start, at) => start > [first, ...rest][at]), String(rest));
  assert.equal(page.document.querySelectorAll('pre .deploy-hooks-block > span:not([class*=fg-2])').length, 0);
});

test('a line that is too long to be waited for is one line all the same', async t => {
  const long = '🚀ü'.repeat(15000);
  let text = `one\n${long}`;
  let more = true;
  const page = await withLog(t, { text: () => text, more: () => more, state: 'RUNNING' });
  await until(() => page.find('pre').textContent === text, 'its beginning');
  text += 'end\n';
  more = false;
  await until(() => page.find('pre').textContent === text, 'its end');
});

test('a log that was closed is not asked for any more', async t => {
  const page = await withLog(t, { text: () => 'one\n', more: () => true, state: 'RUNNING' });
  await until(() => page.find('pre').textContent === 'one\n', 'the text');
  await until(() => page.waiting().length === 1, 'the next time is fixed');
  page.find('tbody button').click();
  assert.deepEqual(page.waiting(), []);
  assert.equal(asked(page).length, 1);
});

test('a long log opens at its tail, with whole lines, and is shown whole on demand', async t => {
  const lines = Array.from({ length: 60000 }, (_, at) => `line number ${at}`);
  const text = `${lines.join('\n')}\n`;
  const page = await withLog(t, { text: () => text, bytes: text.length });
  await until(() => page.find('pre').textContent !== '', 'the tail');
  assert.deepEqual(asked(page), [`progressiveText?start=${text.length - TAIL}`]);
  const tail = page.find('pre').textContent;
  assert.ok(text.endsWith(`\n${tail}`));
  assert.match(tail, /^line number \d+\n/);
  assert.match(page.find('.deploy-hooks-log-head').textContent, /The first .* are not shown/);
  page.find('.deploy-hooks-log-head button').click();
  await until(() => page.find('pre').textContent === text, 'the whole text');
  assert.ok(page.document.querySelectorAll('.deploy-hooks-block').length > 10, 'in blocks that begin with a line');
  for (const block of page.document.querySelectorAll('.deploy-hooks-block')) {
    assert.match(block.textContent, /^line number \d+\n[^]*\n$/);
  }
  assert.deepEqual(page.errors, []);
});

test('colours are shown as such, and other escape sequences not at all', async t => {
  const text = 'a \u001b[1;31mred\u001b[0m b\u001b[2K \u001b[42mgreen\u001b[49m \u001b]0;title\u0007c \u001b[38;5;200md\u001b[m\n';
  const page = await withLog(t, { text: () => text, bytes: text.length });
  await until(() => page.find('pre').textContent !== '', 'the text');
  assert.equal(page.find('pre').textContent, 'a red b green c d\n');
  assert.equal(page.find('.deploy-hooks-bold.deploy-hooks-fg-1').textContent, 'red');
  assert.equal(page.find('.deploy-hooks-bg-2').textContent, 'green');
});

test('a colour that is cut in two by two answers is one', async t => {
  const long = 'a '.repeat(40000);
  let text = `${long}\u001b[3`;
  let more = true;
  const page = await withLog(t, { text: () => text, more: () => more, state: 'RUNNING' });
  await until(() => page.find('pre').textContent === long, 'the beginning');
  text += '2mgreen\n';
  more = false;
  await until(() => page.find('.deploy-hooks-fg-2'), 'the colour');
  assert.equal(page.find('pre').textContent, `${long}green\n`);
});

test('the output of a hook is text, whatever is in it', async t => {
  const text = '<script>window.hit=1</script><img src=x onerror="window.hit=1">\n';
  const page = await withLog(t, { text: () => text, bytes: text.length });
  await until(() => page.find('pre').textContent === text, 'the text');
  assert.equal(page.window.hit, undefined);
});

test('an empty log says so', async t => {
  const page = await withLog(t, { text: () => '' });
  await until(() => /There is no output/.test(page.find('pre').textContent), 'the words');
});

test('a log that cannot be read is tried again', async t => {
  let broken = true;
  const one = deployment([step('preBuild/assets', { logUrl: LOG, logBytes: 4 })]);
  const good = log(() => 'one\n');
  const address = `/${LOG}progressiveText`;
  const page = await openPage(t, {
    answers: { ...answering(one), [address]: query => (broken ? { status: 502 } : good[address](query)) },
  });
  page.window.host.open('deploy-hooks', run());
  (await until(() => page.find('tbody button'), 'the button')).click();
  await until(() => page.find('.deploy-hooks-log [role=alert]'), 'the message');
  broken = false;
  await until(() => page.find('pre').textContent === 'one\n', 'the text');
  assert.equal(page.find('.deploy-hooks-log [role=alert]'), null);
});

test('a log that is gone is not tried again', async t => {
  const one = deployment([step('preBuild/assets', { logUrl: LOG, logBytes: 4 })]);
  const page = await openPage(t, { answers: answering(one) });
  const waiting = await watched(page);
  page.window.host.open('deploy-hooks', run());
  (await until(() => page.find('tbody button'), 'the button')).click();
  await until(() => /not there any more/.test(page.find('.deploy-hooks-log [role=alert]')?.textContent), 'the message');
  assert.deepEqual(waiting(), []);
  assert.equal(asked(page).length, 1);
});
