import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { StartError } from '../config/start-error.js';

/** A user of the operating system. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

// PostgreSQL refuses to run as root, so root lends it one of these.
const PREFERRED = ['tertulia', 'postgres', 'nobody'];

/** Who runs the hub. */
export function ownAccount(): Account {
  try {
    const { username, uid, gid } = userInfo();
    return { name: username, uid, gid };
  } catch (error) {
    throw new StartError(
      'The user that runs the hub has no entry in /etc/passwd, which the embedded database needs; add one, or set DATABASE_URL to a PostgreSQL server.',
      { cause: error },
    );
  }
}

/** Who runs the database: the owner of the data if there is some, otherwise the hub's own user or one lent by root. */
export function databaseAccount(own: Account, ownerOfData: number | undefined, folder: string): Account {
  if (own.uid !== 0) {
    if (ownerOfData === undefined || ownerOfData === own.uid) return own;
    throw new StartError(
      `The database in ${folder} belongs to another user (number ${ownerOfData}); start the hub as that user, or as root.`,
    );
  }
  const accounts = listAccounts();
  if (ownerOfData !== undefined && ownerOfData !== 0) {
    const owner = accounts.find(({ uid }) => uid === ownerOfData);
    if (owner !== undefined) return owner;
    throw new StartError(
      `The database in ${folder} belongs to user number ${ownerOfData}, who does not exist on this machine; change its owner.`,
    );
  }
  for (const name of PREFERRED) {
    const account = accounts.find((candidate) => candidate.name === name && candidate.uid !== 0);
    if (account !== undefined) return account;
  }
  throw new StartError(
    'The embedded database cannot run as root, and there is neither a user "postgres" nor "nobody"; start the hub as an ordinary user.',
  );
}

function listAccounts(): Account[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [name, , uid, gid] = line.split(':');
      return name && /^\d+$/.test(uid ?? '') && /^\d+$/.test(gid ?? '')
        ? [{ name, uid: Number(uid), gid: Number(gid) }]
        : [];
    });
}
