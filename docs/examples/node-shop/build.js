'use strict';
// Makes dist/: the page without what only people need, the style sheet under a name that changes with its content.
const crypto = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

const source = path.join(__dirname, 'src');
const dist = path.join(__dirname, 'dist');
const read = (name) => fs.readFileSync(path.join(source, name), 'utf8');
const escape = (text) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

function write(name, text) {
  const file = path.join(dist, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  console.log(`${name}  ${Buffer.byteLength(text)} bytes`);
}

fs.rmSync(dist, { recursive: true, force: true });

const css = read('shop.css').replace(/\/\*.*?\*\//gs, '').replace(/\s*([{}:;,])\s*/g, '$1').trim();
const hash = crypto.createHash('sha256').update(css).digest('hex').slice(0, 8);
write(`assets/shop.${hash}.css`, css);

const products = JSON.parse(read('catalogue.json'));
const list = products
  .map((product) => `<li>${escape(product.name)} <span>${product.price.toFixed(2)} €</span></li>`)
  .join('');
const page = read('page.html').replace('{{products}}', () => list).replace('shop.css', `shop.${hash}.css`);
write('index.html', page.replace(/<!--.*?-->/gs, '').replace(/>\s+</g, '><').trim());
write('catalogue.json', JSON.stringify(products));
write('build-info.json', JSON.stringify({
  deployment: process.env.DEPLOY_ID || 'none',
  commit: process.env.DEPLOY_COMMIT || 'unknown',
  node: process.version,
}));
