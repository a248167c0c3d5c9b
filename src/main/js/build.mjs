// Bundles the tab for Blue Ocean into the class path of the plugin. The result is committed, so that neither Maven build
// needs Node; with --check nothing is written and the exit code says whether what is committed is current.
import { build } from 'esbuild';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, '../resources/org/jenkins/ui/jsmodules/deploy-hooks');

const { outputFiles } = await build({
  absWorkingDir: here,
  entryPoints: [
    { in: 'src/jenkins-js-extension.js', out: 'jenkins-js-extension' },
    { in: 'src/deploy-hooks.css', out: 'deploy-hooks' },
  ],
  outdir: target,
  bundle: true,
  write: false,
  format: 'iife',
  target: ['es2018'],
  charset: 'ascii', // served without a charset
  loader: { '.js': 'jsx', '.properties': 'text' },
  jsx: 'transform',
  alias: { react: './src/react.js' },
  legalComments: 'inline',
  banner: { js: '// Built from src/main/js by "npm run build"; do not edit.', css: '/* Built from src/main/js; do not edit. */' },
});

const stale = outputFiles.filter(file => !existsSync(file.path) || readFileSync(file.path, 'utf8') !== file.text);
if (!process.argv.includes('--check')) {
  mkdirSync(target, { recursive: true });
  stale.forEach(file => writeFileSync(file.path, file.text));
  console.log(stale.length ? stale.map(file => `written: ${relative(here, file.path)}`).join('\n') : 'all is current');
} else if (stale.length) {
  stale.forEach(file => console.error(`${relative(here, file.path)} is not what the sources give`));
  console.error('Run "npm ci && npm run build" in src/main/js and commit the result.');
  process.exitCode = 1;
}
