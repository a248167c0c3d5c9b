'use strict';
// Serves dist/page.html; ready as soon as it listens.
const fs = require('node:fs');
const http = require('node:http');

const page = fs.readFileSync(`${__dirname}/dist/page.html`);
const port = Number(process.env.PORT || 8080);
const server = http.createServer((request, response) => {
  const health = request.url === '/health';
  response.writeHead(200, { 'Content-Type': health ? 'text/plain' : 'text/html; charset=utf-8' });
  response.end(health ? 'ready\n' : page);
});
server.listen(port, '127.0.0.1', () => console.log(`listening on http://127.0.0.1:${port}/`));
