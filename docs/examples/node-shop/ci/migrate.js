'use strict';
// preRun: brings the database to the newest schema, step by step. What is done is never done again.
const fs = require('node:fs');
const path = require('node:path');

const file = path.join(__dirname, '..', 'data', 'shop.json');
const migrations = [
  (database) => { database.stock = {}; },
  (database) => { database.stock.kettle = 3; database.stock.teapot = 5; },
  (database) => { database.stock.cup = 40; },
];

const database = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : { schema: 0 };
const before = database.schema;
for (const migrate of migrations.slice(before)) {
  migrate(database);
  database.schema++;
}
fs.mkdirSync(path.dirname(file), { recursive: true });
fs.writeFileSync(`${file}.new`, JSON.stringify(database));
fs.renameSync(`${file}.new`, file); // the old database or the whole new one, never a part
console.log(before === database.schema ? `schema ${before} is the newest` : `schema ${before} -> ${database.schema}`);
if (process.env.DEPLOY_OUTPUT) {
  fs.appendFileSync(process.env.DEPLOY_OUTPUT, `SHOP_SCHEMA=${database.schema}\n`); // for the hooks that follow
}
