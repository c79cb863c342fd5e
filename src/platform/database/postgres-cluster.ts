import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartError } from '../config/start-error.js';
import { type Account, databaseAccount, ownAccount } from './postgres-account.js';
import { asAccount, type Binaries, findBinaries } from './postgres-binaries.js';
import { databaseFailure } from './postgres-log.js';

/** The one role and the one database of an embedded server. */
export const ROLE = 'tertulia';
/** A folder that a server reaches by standing in it: its parents may be closed to the user that runs it. */
export const HERE = '/proc/self/cwd';

const SOCKET = '.s.PGSQL.5432';
const SOCKET_PATH_MAX = 107;

/** The files of a database, and who runs what on them. */
export interface Cluster {
  readonly folder: string;
  readonly own: Account;
  readonly account: Account;
  readonly binaries: Binaries;
}

/** Makes the files of the database unless they are there, and refuses those that this PostgreSQL cannot read. */
export function openCluster(folder: string, throwAway: boolean): Cluster {
  const exists = existsSync(folder);
  const own = ownAccount();
  const account = databaseAccount(own, exists ? statSync(folder).uid : undefined, folder);
  const cluster = { folder, own, account, binaries: findBinaries(account) };
  if (exists) assertUsable(cluster);
  else create(cluster, throwAway);
  return cluster;
}

function assertUsable({ folder, binaries }: Cluster): void {
  const versionFile = join(folder, 'PG_VERSION');
  if (!existsSync(versionFile))
    throw new StartError(
      `The folder ${folder} is not a PostgreSQL database; move it away, or set DATA_DIR to another folder.`,
    );
  const made = readFileSync(versionFile, 'utf8').trim();
  if (made !== String(binaries.major))
    throw new StartError(
      `The database in ${folder} was made by PostgreSQL ${made}, and this Tertulia brings PostgreSQL ${binaries.major}; back it up with the version of Tertulia that made it, and restore that file with this one into an empty DATA_DIR (docs/backup.md tells how).`,
    );
}

// Made aside and moved into place, so that a start that is killed here leaves nothing that looks like a database.
function create(cluster: Cluster, throwAway: boolean): void {
  const { folder, account, binaries } = cluster;
  const draft = `${folder}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  chownSync(draft, account.uid, account.gid);
  const options = ['-D', HERE, '-U', ROLE, '-E', 'UTF8', '--auth=peer', '--no-instructions'];
  options.push('--locale-provider=builtin', '--locale=C.UTF-8');
  if (throwAway) options.push('--no-sync');
  const { status, stderr, error } = spawnSync(binaries.initdb, options, { ...runIn(cluster, draft), encoding: 'utf8' });
  if (status !== 0) throw databaseFailure(folder, 'could not be made', error?.message ?? stderr);
  renameSync(draft, folder);
}

/** How the programs of the database are run: as its user, with nothing of the hub's environment. */
export function runIn({ account }: Cluster, cwd: string) {
  return { cwd, ...asAccount(account), env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' } };
}

/**
 * Who may come in, by what the kernel says about the other end of the socket: the user that runs the hub, and root,
 * to whom the files are open anyway and who may run a command beside the hub.
 */
export function writeAccess({ folder, own, account }: Cluster): void {
  const names = [...new Set(['root', own.name, account.name])];
  const files = {
    'pg_hba.conf': 'local all all peer map=hub\n',
    'pg_ident.conf': names.map((name) => `hub "${name}" ${ROLE}\n`).join(''),
  };
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    writeFileSync(path, text, { mode: 0o600 });
    chownSync(path, account.uid, account.gid);
  }
}

/** Where the server's socket is: with its data, or in the temporary place when that path is too long for the kernel. */
export function socketFolderOf(realFolder: string, { account }: Cluster): string {
  if (Buffer.byteLength(join(realFolder, SOCKET)) <= SOCKET_PATH_MAX) return realFolder;
  const name = `tertulia-${createHash('sha256').update(realFolder).digest('hex').slice(0, 16)}`;
  const folder = join(Buffer.byteLength(tmpdir()) < 60 ? tmpdir() : '/tmp', name);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  const ours = found.uid === process.getuid?.() || found.uid === account.uid;
  if (!found.isDirectory() || !ours || (found.mode & 0o077) !== 0)
    throw new StartError(
      `The folder ${folder}, where the socket of the database belongs, is somebody else's; set DATA_DIR to a shorter path.`,
    );
  chownSync(folder, account.uid, account.gid);
  return folder;
}
