import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { swcClientOptions, swcOptions } from '../scripts/swc-options.mjs';

// Styles and pictures mean nothing to a test.
const nothing = '<rootDir>/test/empty-module.mjs';

/** Jest refuses a root that does not exist, and a suite may still be empty. */
export const roots = (...folders) =>
  folders
    .filter((folder) => existsSync(join(import.meta.dirname, '..', folder)))
    .map((folder) => `<rootDir>/${folder}`);

export const base = {
  rootDir: '..',
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleFileExtensions: ['ts', 'tsx', 'js', 'mjs', 'cjs', 'json', 'node'],
  moduleNameMapper: {
    '\\.(css|svg|png|webp|woff2)$': nothing,
    '^@contract/(.*?)(\\.js)?$': '<rootDir>/src/contract/$1',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: {
    '^.+\\.tsx$': ['@swc/jest', { ...swcClientOptions, sourceMaps: 'inline' }],
    '^.+\\.ts$': ['@swc/jest', { ...swcOptions, sourceMaps: 'inline' }],
  },
  setupFiles: ['<rootDir>/test/setup-esm.mjs'],
  cacheDirectory: '<rootDir>/.cache/jest',
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/data/', '<rootDir>/.cache/'],
  maxWorkers: 2,
  testTimeout: 10_000,
};

/** Suites that need PostgreSQL: one throw-away server a run, one database a test file. */
export const withPostgres = {
  ...base,
  globalSetup: '<rootDir>/test/ground/start-test-postgres.mjs',
  globalTeardown: '<rootDir>/test/ground/stop-test-postgres.mjs',
  testTimeout: 30_000,
};
