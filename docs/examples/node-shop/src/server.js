'use strict';
// The shop: serves dist/, and answers /health with 200 only when catalogue and database are loaded.
const fs = require('node:fs/promises');
const http = require('node:http');
const path = require('node:path');

const root = path.resolve(__dirname, '..');
const port = Number(process.env.PORT || 8080);
const types = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.json': 'application/json' };
let shop = null;

async function load() {
  const [products, database] = await Promise.all([
    fs.readFile(path.join(root, 'dist', 'catalogue.json'), 'utf8').then(JSON.parse),
    fs.readFile(path.join(root, 'data', 'shop.json'), 'utf8').then(JSON.parse),
  ]);
  return products.map((product) => ({ ...product, stock: database.stock[product.id] ?? 0 }));
}

async function answer(url) {
  if (url === '/health') {
    return shop ? [200, '.json', '{"status":"ready"}'] : [503, '.json', '{"status":"starting"}'];
  }
  if (url === '/api/products') {
    return shop ? [200, '.json', JSON.stringify(shop)] : [503, '.json', '[]'];
  }
  const name = url === '/' ? 'index.html' : url.replace(/^\/+/, '');
  const file = path.join(root, 'dist', path.normalize(name));
  if (!file.startsWith(path.join(root, 'dist') + path.sep)) {
    return [404, '.html', 'Not found'];
  }
  try {
    return [200, path.extname(file), await fs.readFile(file)];
  } catch {
    return [404, '.html', 'Not found'];
  }
}

const server = http.createServer(async (request, response) => {
  const [status, type, body] = await answer(new URL(request.url, 'http://shop').pathname);
  response.writeHead(status, { 'Content-Type': types[type] || 'application/octet-stream' });
  response.end(body);
});

server.on('error', (fault) => {
  console.error(fault.code === 'EADDRINUSE' ? `port ${port} is taken by another program` : fault.message);
  process.exit(1);
});

server.listen(port, '127.0.0.1', async () => {
  console.log(`listening on http://127.0.0.1:${port}/`);
  try {
    shop = await load();
    console.log(`ready with ${shop.length} products`);
  } catch (fault) {
    console.error(`not ready: ${fault.message}`);
  }
});

process.on('SIGTERM', () => {
  server.close(() => process.exit(0));
  server.closeAllConnections?.();
});
