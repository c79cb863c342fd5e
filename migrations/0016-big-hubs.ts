import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Ways to what a hub with a million messages asks all the time, found by `npm run bench -- search`. */
export class BigHubs1763800000016 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- the newest of one person, without what everybody else said meanwhile
      create index search_messages_author on search_messages (author_id, at desc, id desc);
      create index search_files_author on search_files (author_id, at desc, id desc);
      -- who has not been here for long is mentioned in few of the messages they missed
      create index messages_mentioning on messages (room_id, seq) where mentions <> '{}';
      -- open and closed reports of a room, each in the order they are listed in
      create index reports_listed on reports (room_id, (outcome is null), id desc);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index reports_listed, messages_mentioning, search_files_author, search_messages_author');
  }
}
