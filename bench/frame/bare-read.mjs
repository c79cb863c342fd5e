// The reference of the read bench: an Express route that asks the same SQL and answers with the rows. It knows nobody.
import express from 'express';
import pg from 'pg';

const POOL = 12;
const { statements, host } = JSON.parse(process.env.BENCH_READ);
const pool = new pg.Pool({ host, user: 'tertulia', database: 'tertulia', max: POOL });
const app = express();
app.disable('x-powered-by');

for (const [name, asked] of Object.entries(statements))
  app.get(`/${name}`, async (_request, response) => {
    const client = await pool.connect();
    try {
      const rows = [];
      for (const statement of asked) rows.push((await client.query(statement)).rows);
      response.json(rows);
    } finally {
      client.release();
    }
  });

process.on('disconnect', () => process.exit());
const server = app.listen(0, '127.0.0.1', () => process.send(server.address().port));
