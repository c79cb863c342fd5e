import { databaseFailure } from './postgres-log.js';

describe('what PostgreSQL says when it fails', () => {
  const sentence = (output: string): string => databaseFailure('/data/database', 'could not be made', output).message;

  it.each([
    'FATAL:  could not write to file "pg_wal/xlogtemp.1": No space left on device\n',
    'FATAL:  could not extend file "base/1/2691": wrote only 4096 of 8192 bytes at block 1\nHINT:  Check free disk space.\nPANIC:  cannot abort transaction 1, it was already committed\n',
  ])('is a full disk however it says so', (output) => {
    expect(sentence(output)).toBe(
      'The disk that holds /data is full; make room, or set DATA_DIR to a folder on another disk.',
    );
  });

  it('is otherwise the last of its own errors', () => {
    expect(sentence('FATAL:  one thing\nPANIC:  another thing\nsomething else\n')).toBe(
      'The database in /data/database could not be made: another thing',
    );
  });
});
