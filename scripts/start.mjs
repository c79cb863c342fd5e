// `npm start`: everything from a fresh clone to a running hub.
import { runBuilt } from './run-built.mjs';

await runBuilt('main.js', process.argv.slice(2));
