import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RUN, json, openPage, run, tabs, until, watched } from './page.mjs';
import { EVERYTHING, REST, START, answering, deployment, step } from './samples.mjs';

function cells(page) {
  return [...page.document.querySelectorAll('tbody tr')].map(row => [...row.children].map(cell => cell.textContent));
}

async function opened(t, answers, state) {
  const page = await openPage(t, { answers });
  page.waiting = await watched(page);
  page.window.host.open('deploy-hooks', run(state));
  await until(() => page.find('.deploy-hooks-pane'), 'the tab is drawn');
  return page;
}

test('the tab is in the bar by the name of its address', async t => {
  const page = await openPage(t);
  const [tab, ...others] = await tabs(page);
  assert.deepEqual([tab.name, tab.title, others.length], ['deploy-hooks', 'Deploy hooks', 0]);
  assert.ok(page.requests.includes('/adjuncts/abc/org/jenkins/ui/jsmodules/deploy-hooks/jenkins-js-extension.js'));
  assert.ok(page.document.querySelector('link[href$="/org/jenkins/ui/jsmodules/deploy-hooks/deploy-hooks.css"]'));
});

test('the title is translated before the bar is drawn', async t => {
  const page = await openPage(t, { language: 'de' });
  const [tab] = await tabs(page);
  assert.equal(tab.title, 'Deploy hooks (de)');
});

test('every step has a row with its event, state, start, duration, attempts, agent and reason', async t => {
  const page = await opened(t, answering(EVERYTHING));
  await until(() => page.find('table'), 'the table');
  assert.deepEqual(cells(page), [
    ['', 'Archive is unpacked', 'Skipped', '', '', '', 'linux-1', 'there is no archive', ''],
    ['preBuild', 'assets', 'Succeeded', new Date(START).toLocaleTimeString(), '1.2 s', '1', 'linux-1', '', 'Show log'],
    ['preBuild', 'lint', 'Unstable', '', '1.2 s', '3', 'linux-1', 'exit code 1', ''],
    ['', 'Build phase', 'Succeeded', '', '1.2 s', '1', 'linux-1', '', ''],
    ['preRun', 'migrate', 'Timed out', '', '1 h 2 min', '1', 'linux-1', 'after 5 s', ''],
    ['runFailed', 'tell', 'Running', '', '12 ms', '1', 'linux-1', '', ''],
    ['runFailed', 'later', 'Pending', '', '', '', '', '', ''],
    ['runSucceeded', 'tell', 'Skipped', '', '', '', 'linux-1', 'the run failed', ''],
    ['cleanup', 'cleanup', 'Succeeded', '', '1.2 s', '1', 'linux-1', '', ''],
    ['cleanup', 'newer', 'Something new', '', '1.2 s', '1', 'linux-1', '', ''],
  ]);
  assert.match(page.find('h2').textContent, /^Failed Deployment to main1 min 1 s$/);
  assert.equal(page.find('.deploy-hooks-reason').textContent, 'preRun/migrate timed out');
  assert.equal(page.find('.deploy-hooks-warnings').textContent, 'the archive is old');
  assert.deepEqual(page.errors, []);
});

test('how a hook has ended stands beside its state, and that its failure was none of the deployment', async t => {
  const one = deployment([
    step('preBuild/fine', { exitCode: 0, policy: 'unstable' }),
    step('preBuild/lint', { state: 'FAILED', exitCode: 4, policy: 'unstable' }),
    step('preRun/migrate', { state: 'FAILED', exitCode: 3, policy: 'fail' }),
    step('preRun/warm', { state: 'TIMED_OUT', signal: 15, exitCode: 143, policy: 'warn' }),
    step('preRun/later', { state: 'SKIPPED', policy: 'warn' }),
  ]);
  const page = await opened(t, answering(one));
  await until(() => page.find('table'), 'the table');
  const told = [...page.document.querySelectorAll('tbody tr')].map(row =>
    [...row.querySelectorAll('.deploy-hooks-aside')].map(aside => aside.textContent)
  );
  assert.deepEqual(told, [[], ['exit code 4', 'policy: unstable'], ['exit code 3'], ['signal 15', 'policy: warn'], []]);
});

test('several deployments of one run are told apart', async t => {
  const one = deployment([step('preBuild/a')], { app: 'web' });
  const two = deployment([step('preBuild/b')], { id: 'd2', app: 'worker', outcome: 'unstable' });
  const page = await opened(t, answering(one, two));
  await until(() => page.find('table'), 'the tables');
  const titles = [...page.document.querySelectorAll('h2')].map(title => title.textContent);
  assert.match(titles[0], /web to main \(d1\)/);
  assert.match(titles[1], /worker to main \(d2\)/);
  assert.deepEqual(page.errors, []);
});

for (const [what, answers] of [
  ['has no such action', {}],
  ['has an action without deployments', { [REST]: () => json({}) }],
]) {
  test(`a run that ${what} gets a placeholder`, async t => {
    const page = await opened(t, answers);
    await until(() => /No deployment hooks have run/.test(page.find('.deploy-hooks-pane').textContent), 'the placeholder');
    assert.equal(page.find('table'), null);
    assert.equal(page.find('[role=alert]'), null);
  });
}

test('a reader without permission is told so and sees nothing', async t => {
  const page = await opened(t, { [REST]: () => ({ status: 403 }) });
  await until(() => /no permission/.test(page.find('.deploy-hooks-pane').textContent), 'the message');
  assert.equal(page.find('table'), null);
});

test('a request that fails is told, and repeated on demand', async t => {
  let broken = true;
  const page = await opened(t, { [REST]: () => (broken ? { status: 503 } : json({ deployments: [EVERYTHING] })) });
  const again = await until(() => page.find('[role=alert] button'), 'the message');
  assert.match(page.find('[role=alert]').textContent, /503/);
  broken = false;
  again.click();
  await until(() => page.find('table') && !page.find('[role=alert]'), 'the table');
});

test('a run that goes on is asked again until it has finished, and no longer', async t => {
  let state = 'RUNNING';
  let asked = 0;
  const answers = {
    [REST]: () => {
      asked++;
      return json({ deployments: [deployment([step('preBuild/a', { state })], { outcome: 'running' })] });
    },
  };
  const page = await opened(t, answers, 'RUNNING');
  await until(() => /Running/.test(page.find('tbody')?.textContent), 'the first answer');
  state = 'SUCCEEDED';
  await until(() => /Succeeded/.test(page.find('tbody').textContent), 'the second answer');
  await until(() => page.waiting().length === 1, 'the next time is fixed');
  state = 'UNSTABLE';
  const last = asked;
  page.window.host.update(run('FINISHED'));
  await until(() => /Unstable/.test(page.find('tbody').textContent), 'one more answer, for what came at the end');
  assert.equal(asked, last + 1);
  assert.deepEqual(page.waiting(), []);
});

test('nothing is asked any more after the tab was left', async t => {
  const page = await opened(t, answering(EVERYTHING), 'RUNNING');
  await until(() => page.waiting().length === 1, 'the next time is fixed');
  page.window.host.close();
  assert.deepEqual(page.waiting(), []);
  assert.deepEqual(page.errors, []);
});

test('nothing is asked while nobody looks at the page, and again when somebody does', async t => {
  const page = await opened(t, answering(EVERYTHING), 'RUNNING');
  const [first] = await until(() => page.waiting().length === 1 && page.waiting(), 'the next time is fixed');
  let hidden = true;
  Object.defineProperty(page.document, 'hidden', { get: () => hidden });
  const asked = page.requests.length;
  await until(() => page.waiting().some(id => id !== first), 'the time after it is fixed');
  assert.equal(page.requests.length, asked);
  hidden = false;
  await until(() => page.requests.length > asked, 'the next question');
});

test('what is not shown is not asked for', async t => {
  const page = await opened(t, answering(EVERYTHING));
  await until(() => page.find('table'), 'the table');
  const [question] = page.requests.filter(request => request.startsWith(REST));
  const wanted = decodeURIComponent(question.slice(`${REST}?tree=`.length)).match(/\w+/g);
  assert.ok(wanted.includes('steps') && wanted.includes('logUrl'), question);
  assert.deepEqual(['tries', 'outputs', 'notes', 'tail', 'bytes'].filter(name => wanted.includes(name)), []);
});

test('what was decided about the cache stands above the table, and not once more in rows of what was not to be done', async t => {
  const reason = 'no archives: cache is false';
  const one = deployment(
    [
      step('restore', { title: 'Archive is unpacked', state: 'SKIPPED', reason }),
      step('preBuild/assets', { state: 'SKIPPED', reason }),
      step('build', { title: 'Build phase' }),
      step('save', { title: 'Archive is kept', state: 'SKIPPED', reason: 'not reached: preBuild/assets failed' }),
      step('bring', { title: 'Archive is brought', reason }),
      step('run', { title: 'Run phase', state: 'SKIPPED', reason }),
    ],
    { cache: { hit: false, reason } }
  );
  const page = await opened(t, answering(one));
  await until(() => page.find('table'), 'the table');
  assert.deepEqual(cells(page).map(row => row[1]), ['assets', 'Build phase', 'Archive is kept', 'Archive is brought', 'Run phase']);
  assert.equal(page.find('.deploy-hooks-cache').textContent, `Not from cache: ${reason}`);
});

test('another run in the same tab has its own deployments', async t => {
  const other = RUN.replace('/7/', '/8/');
  const page = await opened(t, {
    ...answering(EVERYTHING),
    [`${other}deployHooks/`]: () => json({ deployments: [deployment([step('preBuild/other')])] }),
  });
  await until(() => page.find('table'), 'the table');
  page.window.host.update(run('FINISHED', other));
  await until(() => /other/.test(page.find('tbody')?.textContent), 'the table of the other run');
});

test('names, reasons and warnings are text, whatever is in them', async t => {
  const evil = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>';
  const page = await opened(
    t,
    answering(
      deployment([step(`preBuild/${evil}`, { reason: evil, agent: evil, state: evil, stateWord: evil })], {
        id: evil,
        app: evil,
        environment: evil,
        outcome: evil,
        outcomeWord: evil,
        reason: evil,
        warnings: [evil],
      })
    )
  );
  await until(() => page.find('table'), 'the table');
  assert.equal(page.document.querySelectorAll('.deploy-hooks-pane img, .deploy-hooks-pane script').length, 0);
  assert.equal(page.window.hit, undefined);
  assert.ok(page.find('tbody').textContent.includes(evil));
});
