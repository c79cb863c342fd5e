import { type CommandName, commands, setSignalInput } from '../../src/contract/realtime.contract.js';
import { type Node, nodeOf } from '../contract/probes.js';
import { KEYS, nastyJson, nastyText } from './nasty.js';
import type { Random } from './random.js';

/** Ids of what there is at the hub, so that a command can look right. */
export interface Ids {
  readonly rooms: readonly string[];
  readonly people: readonly string[];
  readonly messages: readonly string[];
}

/** JSON whose leaves are already written: a mutation may put there what no object can hold. */
type Tree = string | { readonly items: Tree[] } | { readonly fields: Field[] };
interface Field {
  key: string;
  value: Tree;
}

const NODES: ReadonlyMap<string, Node> = new Map<string, Node>([
  ...Object.entries(commands).map(([name, { input }]): [string, Node] => [name, nodeOf(input)]),
  ['signal:set', nodeOf(setSignalInput)],
]);
/** Every command of the contract. */
export const NAMES = Object.keys(commands) as [CommandName, ...CommandName[]];
/** What would empty the rooms for everybody else is sent as it should be only now and then. */
const FINAL: readonly string[] = ['rooms:leave', 'rooms:archive', 'rooms:ban', 'rooms:remove', 'rooms:set-locks'];
const EMOJI = ['👍', '❤️', '🎉', '👩‍👩‍👧‍👦', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', 'x'] as const;
const LONGEST = 8_000;

/** The input of a command as the contract wants it, with none to four mutations, as JSON. */
export function inputOf(random: Random, name: string, ids: Ids): string {
  let tree = build(random, NODES.get(name) ?? {}, '', ids);
  const wanted = Number(random.weighted({ 0: 35, 1: 40, 2: 15, 4: 10 }));
  const spared = FINAL.includes(name) && random.chance(0.97) ? 1 : 0;
  for (let count = Math.max(wanted, spared); count > 0; count -= 1) tree = mutated(random, tree);
  return write(tree);
}

function build(random: Random, node: Node, field: string, ids: Ids): Tree {
  if (node.anyOf) return build(random, random.pick(node.anyOf), field, ids);
  if (node.const !== undefined) return JSON.stringify(node.const);
  if (node.enum) return JSON.stringify(random.pick(node.enum));
  if (node.properties) {
    const required = new Set(node.required);
    const chosen = Object.entries(node.properties).filter(([key]) => required.has(key) || random.chance(0.5));
    return {
      fields: chosen.map(([key, child]) => ({ key: JSON.stringify(key), value: build(random, child, key, ids) })),
    };
  }
  if (node.items) {
    const most = Math.min(node.maxItems ?? 3, random.chance(0.02) ? 600 : 3);
    const length = random.int(node.minItems ?? 0, most);
    return { items: Array.from({ length }, () => build(random, node.items ?? {}, field, ids)) };
  }
  if (node.type === 'boolean') return String(random.chance(0.5));
  if (node.type === 'integer' || node.type === 'number') return numberOf(random, node);
  if (node.type === 'string') return JSON.stringify(textOf(random, node, field, ids));
  return node.type === 'null' ? 'null' : '{"typing":true}';
}

function numberOf(random: Random, { minimum = 0, maximum = Number.MAX_SAFE_INTEGER }: Node): string {
  const value = random.chance(0.7) ? random.int(0, 50) : random.pick([minimum, maximum, 2 ** 31, 2 ** 32, 2 ** 53 - 1]);
  return String(Math.min(maximum, Math.max(minimum, value)));
}

function textOf(random: Random, { minLength = 0, maxLength = 40 }: Node, field: string, ids: Ids): string {
  const room = () => random.pick(ids.rooms);
  const person = () => random.pick(ids.people);
  if (/^streams?$/.test(field))
    return random.pick([`room:${room()}`, `room:${room()}:staff`, `account:${person()}`, `room:${random.uuid()}`]);
  if (field === 'clientId') return random.uuid();
  if (random.chance(0.1) && /Id$|^replyTo$/.test(field)) return random.uuid();
  if (field === 'roomId') return room();
  if (field === 'personId' || field === 'mentions') return person();
  if (field === 'messageId' || field === 'replyTo') return random.pick(ids.messages);
  if (field === 'emoji') return random.pick(EMOJI);
  if (random.chance(0.3)) return nastyText(random);
  const most = Math.min(maxLength, LONGEST);
  return 'palabras de sobra '
    .repeat(LONGEST / 18)
    .slice(0, random.chance(0.1) ? most : random.int(minLength, Math.min(60, most)));
}

/** One change somewhere in the tree. */
function mutated(random: Random, tree: Tree): Tree {
  if (typeof tree === 'string') return leaf(random, tree);
  if ('items' in tree) {
    if (tree.items.length === 0 || random.chance(0.3))
      return random.chance(0.5) ? nastyJson(random) : { items: [...tree.items, nastyJson(random)] };
    const at = random.int(0, tree.items.length - 1);
    return { items: tree.items.map((item, index) => (index === at ? mutated(random, item) : item)) };
  }
  const { fields } = tree;
  const deed =
    fields.length === 0 ? 'add' : random.weighted({ change: 60, drop: 10, add: 15, twice: 5, rename: 5, whole: 5 });
  const at = random.int(0, Math.max(0, fields.length - 1));
  if (deed === 'whole') return nastyJson(random);
  if (deed === 'drop') return { fields: fields.filter((_, index) => index !== at) };
  if (deed === 'add')
    return { fields: [...fields, { key: JSON.stringify(random.pick(KEYS)), value: nastyJson(random) }] };
  if (deed === 'twice')
    return {
      fields: [
        ...fields,
        ...fields.slice(at, at + 1).map(({ key, value }) => ({ key, value: mutated(random, value) })),
      ],
    };
  return {
    fields: fields.map(({ key, value }, index) => {
      if (index !== at) return { key, value };
      return deed === 'rename'
        ? { key: JSON.stringify(random.pick(KEYS)), value }
        : { key, value: mutated(random, value) };
    }),
  };
}

function leaf(random: Random, json: string): Tree {
  const deed = random.weighted({ other: 60, list: 10, object: 10, longer: 10, shorter: 5, nearly: 5 });
  if (deed === 'list') return { items: [json, json] };
  if (deed === 'object') return { fields: [{ key: '"0"', value: json }] };
  if (!json.startsWith('"') || deed === 'other') return nastyJson(random);
  const text: unknown = JSON.parse(json);
  if (typeof text !== 'string') return json;
  if (deed === 'longer') return JSON.stringify(text.repeat(random.int(2, 4)).slice(0, LONGEST));
  if (deed === 'shorter') return JSON.stringify(text.slice(0, -1));
  const at = random.int(0, text.length);
  return JSON.stringify(`${text.slice(0, at)}${random.pick(['\u0000', '\ud800', 'G', ' ', ':'])}${text.slice(at + 1)}`);
}

function write(tree: Tree): string {
  if (typeof tree === 'string') return tree;
  if ('items' in tree) return `[${tree.items.map(write).join(',')}]`;
  return `{${tree.fields.map(({ key, value }) => `${key}:${write(value)}`).join(',')}}`;
}
