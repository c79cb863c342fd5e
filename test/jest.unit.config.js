import { base, roots } from './jest.base.config.js';

export default {
  ...base,
  roots: roots('src', 'client/src', 'test/unit', 'scripts'),
  testMatch: ['**/*.spec.ts', '**/*.spec.tsx', '**/*.spec.mjs'],
};
