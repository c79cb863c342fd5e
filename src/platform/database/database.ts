import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Sql, sqlOf } from './sql.js';

/** Plain SQL for whoever needs the pool and is no repository: `database.sql.query(…)`. */
@Injectable()
export class Database {
  readonly sql: Sql;

  constructor(source: DataSource) {
    this.sql = sqlOf(source);
  }
}
