import { roots, withPostgres } from './jest.base.config.js';

export default { ...withPostgres, roots: roots('test/contract'), testMatch: ['**/*.spec.ts'] };
