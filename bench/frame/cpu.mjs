// CPU time that processes have used, in seconds, by the kernel's nanosecond counters (`stat` alone counts in ticks of 10 ms).
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const TICKS_PER_SECOND = 100;

const gone = (error) => ['ENOENT', 'ESRCH'].includes(error.code);
const fieldsOf = (pid) => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');

/** All threads of a process that are alive. Node and PostgreSQL keep theirs. */
export function processSeconds(pid) {
  let nanoseconds = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`))
    nanoseconds += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]);
  return nanoseconds / 1e9;
}

/** The first line of PostgreSQL's own note is its process. */
export const postmasterOf = (dataDir) =>
  Number(readFileSync(join(dataDir, 'database', 'postmaster.pid'), 'utf8').split('\n')[0]);

/** The postmaster, its living children, and those that have ended. */
export function postgresSeconds(postmaster) {
  const own = fieldsOf(postmaster);
  let seconds = processSeconds(postmaster) + (Number(own[13]) + Number(own[14])) / TICKS_PER_SECOND;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (Number(fieldsOf(pid)[1]) === postmaster) seconds += processSeconds(pid);
    } catch (error) {
      if (!gone(error)) throw error;
    }
  }
  return seconds;
}

/** Memory of a process that is its own or shared, in KiB. */
export const rssKib = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);
