// What a build of the worker needs of the system, and which of Debian's packages bring it.
import { spawnSync } from 'node:child_process';

const programs = { 'g++': 'g++', ninja: 'ninja-build', flatc: 'flatbuffers-compiler' };
const headers = {
  'flatbuffers/flatbuffers.h': 'libflatbuffers-dev',
  'uv.h': 'libuv1-dev',
  'openssl/ssl.h': 'libssl-dev',
  'srtp2/srtp.h': 'libsrtp2-dev',
};

export const packages = [...Object.values(programs), ...Object.values(headers)];

/** The packages of whatever is not there; empty where the worker can be built. */
export function lacking() {
  const noPrograms = Object.keys(programs).filter((name) => !answers(name, ['--version']));
  // Without a compiler nobody knows where it would look.
  const noHeaders = noPrograms.includes('g++')
    ? Object.keys(headers)
    : Object.keys(headers).filter((name) => !answers('g++', ['-E', '-x', 'c++', '-'], `#include <${name}>\n`));
  return [...noPrograms.map((name) => programs[name]), ...noHeaders.map((name) => headers[name])];
}

function answers(program, args, input = '') {
  return spawnSync(program, args, { input, stdio: ['pipe', 'ignore', 'ignore'] }).status === 0;
}
