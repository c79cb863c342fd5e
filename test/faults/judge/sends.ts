import type { Rule, Violation } from '../judge.js';
import { callsOf, isFinal, Log, nameOf, numberIn, same, textIn, wrong, type Call } from './facts.js';

/** The facts that a command of the chat makes. */
const FACT_OF: Readonly<Record<string, string>> = {
  'chat:post': 'chat.message-posted',
  'chat:edit': 'chat.message-edited',
  'chat:delete': 'chat.message-deleted',
  'chat:undo-delete': 'chat.message-restored',
  'chat:react': 'chat.reaction-changed',
};
/** Commands of the script that never come to nothing: their words are new each time, and what is gone cannot go again. */
const ALWAYS_A_FACT: ReadonlySet<string> = new Set(['chat:post', 'chat:edit', 'chat:delete']);

/** What was sent against what is stored: nothing acknowledged is missing, nothing twice, nothing that nobody sent. */
export const sends: Rule = (evidence) => {
  const { tables } = evidence;
  const log = new Log(evidence);
  const calls = callsOf(evidence).filter(({ asked }) => asked.command in FACT_OF);
  return [
    ...calls.flatMap((call) => acknowledged(call, log)),
    ...oneResult(calls),
    ...refusedForGood(calls, new Set(tables.messages.map(({ clientId }) => clientId))),
    ...stored(evidence, calls),
    ...authorsOrder(evidence, calls),
    ...whole(evidence, log),
  ];
};

function acknowledged({ asked, answer }: Call, log: Log): Violation[] {
  if (answer?.what !== 'acknowledged') return [];
  const { command, input } = asked;
  const seq = numberIn(answer.data, 'seq') ?? 0;
  const event = log.at(`room:${textIn(input, 'roomId')}`, seq);
  const subject = command === 'chat:post' ? textIn(answer.data, 'messageId') : textIn(input, 'messageId');
  const about = `${command} ${textIn(input, 'clientId')} was acknowledged at seq ${seq}`;
  if (!event || event.subject !== subject) return [wrong('loss', `${about}, and the table has nothing of it there.`)];
  if (!ALWAYS_A_FACT.has(command)) return [];
  if (event.type !== FACT_OF[command] || event.actor !== asked.person)
    return [wrong('loss', `${about}, and the table has a ${event.type} of ${event.actor} there.`)];
  const said = command === 'chat:post' ? event.payload['message'] : event.payload;
  const other = command !== 'chat:delete' && !event.erased && textIn(said, 'text') !== textIn(input, 'text');
  return other ? [wrong('phantom', `${about}, with other words than were sent.`)] : [];
}

/** However often a key is sent, it has one result. */
function oneResult(calls: readonly Call[]): Violation[] {
  const results = new Map<string, unknown>();
  const found: Violation[] = [];
  for (const { asked, answer } of calls) {
    if (answer?.what !== 'acknowledged') continue;
    const key = `${asked.person} ${textIn(asked.input, 'clientId')}`;
    if (results.has(key) && !same(results.get(key), answer.data))
      found.push(wrong('duplicate', `The key ${key} has had two results: the same command was done twice.`));
    results.set(key, answer.data);
  }
  return found;
}

function refusedForGood(calls: readonly Call[], stored: ReadonlySet<string>): Violation[] {
  return calls.flatMap(({ asked, answer }) => {
    const clientId = textIn(asked.input, 'clientId') ?? '';
    const isStored = answer?.what === 'refused' && isFinal(answer.code) && stored.has(clientId);
    return isStored && asked.command === 'chat:post'
      ? [wrong('phantom', `The message ${clientId} was refused (${answer.code}) and is stored all the same.`)]
      : [];
  });
}

/** Every message of the table was sent by its author, once. */
function stored(evidence: Parameters<Rule>[0], calls: readonly Call[]): Violation[] {
  const { history, tables } = evidence;
  const sent = new Set(calls.map(({ asked }) => `${asked.person} ${textIn(asked.input, 'clientId')}`));
  for (const entry of history.entries) if (entry.what === 'wrote') sent.add(`${entry.person} ${entry.clientId}`);
  const keys = new Set<string>();
  return tables.messages.flatMap(({ authorId, clientId, id }) => {
    const key = `${authorId} ${clientId}`;
    const twice = keys.has(key);
    keys.add(key);
    if (twice) return [wrong('duplicate', `The message ${clientId} of ${nameOf(evidence, authorId)} is stored twice.`)];
    return sent.has(key) ? [] : [wrong('phantom', `The message ${id} is stored, and nobody sent it.`)];
  });
}

/** What one browser wrote in one room stands in the order in which it was written. */
function authorsOrder(evidence: Parameters<Rule>[0], calls: readonly Call[]): Violation[] {
  const seqs = new Map<string, number>();
  for (const { asked, answer } of calls)
    if (answer?.what === 'acknowledged')
      seqs.set(textIn(asked.input, 'clientId') ?? '', numberIn(answer.data, 'seq') ?? 0);
  for (const { clientId, seq } of evidence.tables.messages) seqs.set(clientId, seq);
  const last = new Map<string, number>();
  return evidence.history.entries.flatMap((entry) => {
    if (entry.what !== 'wrote' || !ALWAYS_A_FACT.has(entry.command)) return [];
    const [place, seq] = [`${entry.browser} ${entry.roomId}`, seqs.get(entry.clientId)];
    if (seq === undefined) return [];
    const before = last.get(place) ?? 0;
    last.set(place, Math.max(before, seq));
    return seq > before
      ? []
      : [wrong('order', `${nameOf(evidence, entry.person)} wrote ${entry.clientId} later than what stands behind it.`)];
  });
}

/** Each stream counts from 1 to its head without a hole, in the order of positions. */
function whole({ tables }: Parameters<Rule>[0], log: Log): Violation[] {
  return tables.streams.flatMap(({ id, seq }) => {
    const events = log.of(id);
    const rows = tables.events.filter(({ stream }) => stream === id);
    if (rows.length !== events.length) return [wrong('table', `${id} has a seq twice.`)];
    const hole = events.findIndex((event, index) => event.seq !== index + 1);
    if (hole !== -1 || events.length !== seq)
      return [
        wrong('table', `${id} has its head at ${seq} and ${events.length} events; the first hole is ${hole + 1}.`),
      ];
    const back = events.findIndex((event, index) => event.position < (events[index - 1]?.position ?? 0));
    return back === -1 ? [] : [wrong('table', `${id} goes back in position at seq ${back + 1}.`)];
  });
}
