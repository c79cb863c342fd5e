// `npm run cli -- <command>`: the administrator's commands, on the same data as the hub.
import { runBuilt } from './run-built.mjs';

await runBuilt('cli/main.js', process.argv.slice(2));
