import type { Readable, Writable } from 'node:stream';
import type { Client } from 'pg';
import copyStreams from 'pg-copy-streams';

/** Rows as `COPY … TO STDOUT` gives them; whoever reads slowly slows the server down. */
export function copyOut(client: Client, statement: string): Readable {
  return client.query(copyStreams.to(statement));
}

/** Takes rows for `COPY … FROM STDIN`; finished when the server has them all. */
export function copyIn(client: Client, statement: string): Writable {
  return client.query(copyStreams.from(statement));
}
