import { Injectable, type Type } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { TestHub } from '../../../support/hub.js';
import { Clock } from '../../../../src/platform/clock/clock.js';
import { DatabaseWatch } from '../../../../src/platform/database/database-watch.js';
import { DiskWatch } from '../../../../src/platform/database/disk-watch.js';
import type { EventLog } from '../../../../src/platform/event-log/event-log.js';
import type { Tables } from '../../history.js';
import { logOver, type Bend } from '../bent-log.js';

const TABLE = 'planted_positions';

/** A log with a projector that writes down what it applies, in a table of its own. */
export function listeningLog(bend: Bend): Type<EventLog> {
  @Injectable()
  class ListeningLog extends logOver(bend) {
    readonly #source: DataSource;

    constructor(source: DataSource, clock: Clock, disk: DiskWatch, database: DatabaseWatch) {
      super(source, clock, disk, database);
      this.#source = source;
      this.listen({
        kind: 'projector',
        name: 'planted.positions',
        types: ['chat.message-posted', 'rooms.role-changed'],
        from: 'start',
        onFailure: 'skip',
        apply: async ({ sql }, events) => {
          for (const { position, type } of events)
            await sql.query(`insert into ${TABLE} (position, type) values ($1, $2)`, [position, type]);
        },
      });
    }

    override async onApplicationBootstrap(): Promise<void> {
      await this.#source.query(`create table ${TABLE} (position bigint, type text)`);
      await super.onApplicationBootstrap();
    }
  }
  return ListeningLog;
}

/** What the projector has applied, as often as it has. */
export async function projected(
  hub: TestHub,
  type = 'chat.message-posted',
): Promise<Required<Pick<Tables, 'projected'>>> {
  const rows = await hub.sql.query<{ position: number }>(
    `select position::float8 as position from ${TABLE} where type = $1`,
    [type],
  );
  return { projected: rows.map(({ position }) => position) };
}
