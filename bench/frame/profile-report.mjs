// What a CPU profile says in a few lines: where the time went, by part of the house and by function.
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { existsSync } from 'node:fs';

const WAIT_MS = 20_000;
const TOP = 18;

const partOf = (url) => {
  const own = /\/dist\/src\/((?:platform|features)\/[^/]+)/.exec(url)?.[1];
  const dependency = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  return (
    own ??
    dependency ??
    (url.startsWith('node:') ? url.split('/').slice(0, 2).join('/') : url === '' ? 'native' : 'other')
  );
};

export async function profileReport(file) {
  for (let waited = 0; waited < WAIT_MS && !existsSync(file); waited += 200) await sleep(200);
  const { nodes, samples, timeDeltas } = JSON.parse(await readFile(file, 'utf8'));
  const byId = new Map(nodes.map((node) => [node.id, node.callFrame]));
  const [parts, functions] = [new Map(), new Map()];
  let busy = 0;
  for (const [at, id] of samples.entries()) {
    const { functionName, url, lineNumber } = byId.get(id);
    if (functionName === '(idle)') continue;
    busy += timeDeltas[at];
    const part = functionName.startsWith('(') ? functionName : partOf(url);
    const name = `${functionName || '(anonymous)'} ${url.split('/').slice(-2).join('/')}:${lineNumber + 1}`;
    parts.set(part, (parts.get(part) ?? 0) + timeDeltas[at]);
    functions.set(name, (functions.get(name) ?? 0) + timeDeltas[at]);
  }
  const top = (map) =>
    [...map]
      .sort(([, a], [, b]) => b - a)
      .slice(0, TOP)
      .map(([name, time]) => `  ${((time / busy) * 100).toFixed(1).padStart(5)} %  ${name}`)
      .join('\n');
  return `${file}\nby part of the house (of the busy time):\n${top(parts)}\nby function:\n${top(functions)}`;
}
