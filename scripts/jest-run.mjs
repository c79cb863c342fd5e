// How the suites are started. Jest runs ESM only with the flag of Node's vm modules.
import { join } from 'node:path';
import { root } from './node24.mjs';

export function jestArguments(suite, more = []) {
  return [
    '--experimental-vm-modules',
    '--no-warnings',
    join(root, 'node_modules/jest/bin/jest.js'),
    '--config',
    join(root, 'test', `jest.${suite}.config.js`),
    '--passWithNoTests',
    ...more,
  ];
}
