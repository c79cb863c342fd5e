// npm run faults -- [--seeds N] [--seed S] [--minutes M]: the checker outside the suites, seed after seed.
import { registerHooks } from 'node:module';
import { ensureBuilt } from '../../scripts/build.mjs';
import '../../scripts/ts-hooks.mjs';

const contract = new URL('../../src/contract/', import.meta.url);
// The client's own name for the contract.
registerHooks({
  resolve: (specifier, context, next) =>
    specifier.startsWith('@contract/')
      ? next(new URL(specifier.slice('@contract/'.length).replace(/\.js$/, '.ts'), contract).href, context)
      : next(specifier, context),
});
await ensureBuilt();
await import('reflect-metadata');
const { leave, longRun } = await import('./long-run.ts');
const go = async (code) => {
  await leave();
  process.exit(code);
};
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void go(130));
process.once('uncaughtException', (error) => {
  console.error(error);
  void go(1);
});
process.exit(await longRun(process.argv.slice(2)));
