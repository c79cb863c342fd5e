import { errors } from '../../src/contract/error-sentences.js';
import { sentenceOf } from '../../src/contract/error-sentences.js';
import { errorBody } from '../../src/contract/errors.contract.js';
import type { ServerToClient } from '../../src/contract/realtime.contract.js';

/** What Socket.IO itself says to whoever knocks at a namespace that does not exist. */
const NO_SPACE = /^44\/[^,]*,\{"message":"Invalid namespace"\}$/su;
const EVENTS: readonly (keyof ServerToClient)[] = ['frame', 'moved', 'signals', 'closed', 'bye'];
/** What speaks of the inside of a program and never of what somebody did. */
const INSIDE =
  /node_modules|node:internal|\bat \S+ \(|\.[cm]?[jt]s:\d+|(Type|Range|Syntax|Reference)Error|QueryFailed|SQLSTATE|relation "|column "|violates|duplicate key|ECONN|ENOENT|undefined is not|Cannot read prop/;

export interface Heard {
  /** The acknowledgement's id, where it is one. */
  readonly ack?: number;
  /** The code of the contract, `ok`, or `event`. */
  readonly outcome: string;
  /** Why this is nothing that the hub may say. */
  readonly problem?: string;
}

/** What the hub said on a live socket, judged: an answer is a result or an error of the contract in the contract's own words. */
export function judge(packet: string): Heard {
  if (
    packet.startsWith('0{') ||
    packet.startsWith('40') ||
    /^41(\/.*)?,?$/s.test(packet) ||
    packet === '6' ||
    packet === '1'
  )
    return { outcome: 'protocol' };
  if (packet.startsWith('42')) return ofEvent(packet.slice(2));
  if (packet.startsWith('44')) return NO_SPACE.test(packet) ? { outcome: 'no-namespace' } : ofRefusal(packet.slice(2));
  // Ids beyond what a number holds come back as Socket.IO read them: 1e+30.
  const ack = /^43(\d[\d.]*(?:e\+\d+)?|Infinity)(\[.*\])$/s.exec(packet);
  if (!ack) return { outcome: 'strange', problem: `It said ${packet.slice(0, 200)}` };
  const answer: unknown = JSON.parse(ack[2] ?? '[]');
  const [first, ...more] = Array.isArray(answer) ? (answer as unknown[]) : [];
  const id = Number(ack[1]);
  if (more.length > 0 || typeof first !== 'object' || first === null || !('ok' in first))
    return { ack: id, outcome: 'strange', problem: `It acknowledged with ${packet.slice(0, 200)}` };
  if (first.ok === true && 'data' in first) return { ack: id, outcome: 'ok', ...inside(packet) };
  return { ack: id, ...ofError('error' in first ? first.error : undefined) };
}

function ofEvent(json: string): Heard {
  const parsed: unknown = JSON.parse(json);
  const name: unknown = Array.isArray(parsed) ? parsed[0] : undefined;
  const known = EVENTS.some((one) => one === name);
  return known ? { outcome: 'event' } : { outcome: 'strange', problem: `An event called ${String(name)}` };
}

function ofRefusal(json: string): Heard {
  const refusal: unknown = JSON.parse(json);
  if (typeof refusal !== 'object' || refusal === null || !('data' in refusal))
    return { outcome: 'strange', problem: `It refused with ${json.slice(0, 200)}` };
  return ofError(refusal.data);
}

/** An error as it goes to people: a code, exactly the sentence that belongs to it, and nothing else. */
export function ofError(error: unknown): Heard {
  const { success, data } = errorBody.safeParse(error);
  if (!success)
    return { outcome: 'strange', problem: `No error of the contract: ${JSON.stringify(error)?.slice(0, 300)}` };
  const { code, message, details } = data;
  const said = (['es', 'en'] as const).some((language) => sentenceOf(code, language, details) === message);
  if (!said) return { outcome: code, problem: `Not the contract's words: ${message.slice(0, 300)}` };
  if (code === 'internal') return { outcome: code, problem: 'Something failed inside' };
  if (!(code in errors)) return { outcome: code, problem: 'An unknown code' };
  return { outcome: code };
}

/** Words of the inside in anything the hub sends. */
export function inside(text: string): { problem: string } | undefined {
  const found = INSIDE.exec(text);
  return found
    ? { problem: `It tells of its inside: …${text.slice(Math.max(0, found.index - 60), found.index + 120)}…` }
    : undefined;
}
