// The reference of the read bench: an Express route that asks the same SQL and answers with the rows, and with as many bytes as
// the hub's answer has (what that keeps ready, this keeps ready too). It knows nobody.
import express from 'express';
import pg from 'pg';

const POOL = 12;
const { statements, bytes, host } = JSON.parse(process.env.BENCH_READ);
const pool = new pg.Pool({ host, user: 'tertulia', database: 'tertulia', max: POOL });
const padding = Object.fromEntries(Object.entries(bytes).map(([name, size]) => [name, ' '.repeat(size)]));
const app = express();
app.disable('x-powered-by');

for (const [name, asked] of Object.entries(statements))
  app.get(`/${name}`, async (_request, response) => {
    const client = await pool.connect();
    try {
      const rows = [];
      for (const statement of asked) rows.push((await client.query(statement)).rows);
      const json = JSON.stringify(rows);
      response.type('json').send(json + padding[name].slice(json.length));
      client.release();
    } catch (error) {
      client.release(true);
      throw error;
    }
  });

process.on('disconnect', () => process.exit());
const server = app.listen(0, '127.0.0.1', () => process.send(server.address().port));
