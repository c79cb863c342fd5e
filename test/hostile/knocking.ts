import { inside, judge, ofError } from './answers.js';
import { knock } from './handshakes.js';
import { Line, type Where } from './line.js';
import type { Random } from './random.js';
import type { Tally } from './tally.js';

/** What Node, Express and Engine.IO may say to a request that is none. */
const STATUSES = new Set([
  101, 200, 204, 301, 304, 400, 401, 403, 404, 405, 408, 411, 413, 414, 415, 417, 426, 429, 431, 501, 505,
]);
const PATIENCE_MS = 30_000;
const OPEN_MS = 150;
/** Engine.IO ends what nobody upgraded after a second. */
const THEN_MS = 60_000;

/** One handshake that is none: written, answered or ended, judged. */
export async function knockOnce(index: number, random: Random, where: Where, tally: Tally): Promise<void> {
  const { kind, parts, open, then } = knock(random, index);
  const line = await Line.open(where);
  const problem = (what: string) =>
    tally.problem(
      `handshake ${index} (${kind}): ${what}\n    sent: ${Buffer.concat(parts.map((part) => Buffer.from(part)))
        .toString('latin1')
        .slice(0, 300)}`,
    );
  for (const part of parts) {
    line.write(part);
    if (parts.length > 1) await line.until(() => false, 5);
  }
  const answered = () => line.upgraded || /\r\n\r\n/.test(line.head);
  await line.until(answered, open ? OPEN_MS : PATIENCE_MS);
  tally.handshakes += 1;
  tally.count(tally.sent, kind);
  if (!answered() && !line.closed && !open) problem('neither answered nor ended');
  for (const found of line.head.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)) {
    tally.count(tally.outcomes, `HTTP ${found[1]}`);
    if (!STATUSES.has(Number(found[1]))) problem(`answered ${found[1]}`);
  }
  if (line.upgraded && then !== undefined) await authenticate(line, then, tally, problem);
  await bodyOf(line);
  const told = bodyProblem(line.head);
  if (told !== undefined) problem(told);
  line.destroy();
}

async function authenticate(line: Line, packet: string, tally: Tally, problem: (what: string) => void): Promise<void> {
  const answers: string[] = [];
  for (const text of line.heard.splice(0)) answers.push(text);
  line.onText = (text) => void answers.push(text);
  line.say(packet);
  const refused = () => answers.find((text) => !text.startsWith('0{'));
  await line.until(() => refused() !== undefined, THEN_MS);
  const answer = refused();
  if (answer === undefined) {
    if (!line.closed) problem('an authentication without an answer');
    return;
  }
  const { outcome, problem: told } = judge(answer);
  tally.count(tally.outcomes, outcome);
  if (answer.startsWith('40')) problem('was let in');
  const wrong = told ?? inside(answer)?.problem;
  if (wrong !== undefined) problem(wrong);
}

/** A body that was announced is waited for. */
async function bodyOf(line: Line): Promise<void> {
  const length = Number(/^content-length: (\d+)/im.exec(line.head)?.[1] ?? 0);
  const end = line.head.indexOf('\r\n\r\n') + 4;
  if (!line.upgraded && end > 3) await line.until(() => line.head.length >= end + length, OPEN_MS);
}

/** The first answer says nothing of its inside; in JSON of the API it is an error of the contract. */
function bodyProblem(head: string): string | undefined {
  const [top = '', ...rest] = head.split('\r\n\r\n');
  const body = Buffer.from(rest.join('\r\n\r\n'), 'latin1').toString();
  const told = inside(body)?.problem;
  if (told !== undefined || /^content-type: text\/html/im.test(top)) return told;
  const length = Number(/^content-length: (\d+)/im.exec(top)?.[1] ?? 0);
  if (
    !/^content-type: application\/json/im.test(top) ||
    body.length < length ||
    length === 0 ||
    /^content-encoding/im.test(top)
  )
    return undefined;
  const [, status = ''] = /^HTTP\/1\.1 (\d{3})/.exec(top) ?? [];
  const parsed: unknown = JSON.parse(Buffer.from(body).subarray(0, length).toString());
  const isNumber = typeof parsed === 'object' && parsed !== null && 'code' in parsed && typeof parsed.code === 'number';
  // Engine.IO numbers its five refusals.
  return Number(status) < 400 || isNumber ? undefined : ofError(parsed).problem;
}
