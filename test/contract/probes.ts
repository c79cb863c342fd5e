import { z } from 'zod';

/** One input for a schema, and whether the hub has to take it. */
export interface Probe {
  readonly what: string;
  readonly input: unknown;
  /** The path that the refusal has to name; null where the input is valid. */
  readonly field: string | null;
}
export interface Node {
  type?: string | readonly string[];
  format?: string;
  pattern?: string;
  enum?: readonly unknown[];
  const?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  items?: Node;
  anyOf?: readonly Node[];
  properties?: Record<string, Node>;
  required?: readonly string[];
  additionalProperties?: unknown;
  $ref?: string;
  $defs?: Record<string, Node>;
}
type Path = readonly (string | number)[];
type Reached = { readonly node: Node; readonly path: Path; readonly example: unknown };

const KINDS: Readonly<Record<string, unknown>> = {
  null: null,
  boolean: true,
  number: 7.5,
  string: 'x',
  array: [],
  object: {},
};

/** The JSON schema of what may be sent, its references followed. */
export function nodeOf(schema: z.ZodType): Node {
  const root: Node = JSON.parse(JSON.stringify(z.toJSONSchema(schema, { io: 'input' })));
  const follow = (node: Node): Node => {
    const target = node.$ref ? (root.$defs?.[node.$ref.replace('#/$defs/', '')] ?? {}) : node;
    return {
      ...target,
      ...(target.items ? { items: follow(target.items) } : {}),
      ...(target.anyOf ? { anyOf: target.anyOf.map(follow) } : {}),
      ...(target.properties
        ? {
            properties: Object.fromEntries(
              Object.entries(target.properties).map(([key, value]) => [key, follow(value)]),
            ),
          }
        : {}),
    };
  };
  return follow(root);
}

/** Every field at its bounds and one step beyond, of every wrong kind, missing, and a field too many, from a valid example. */
export function probesOf(schema: z.ZodType, example: Record<string, unknown>): Probe[] {
  const whole: Reached = { node: nodeOf(schema), path: [], example };
  const put = (path: Path, value: unknown) => replaced(example, path, value);
  const say = (path: Path, what: string, value: unknown, valid: boolean): Probe => {
    const field = path.join('.');
    return { what: `${field || 'the whole'} ${what}`, input: put(path, value), field: valid ? null : field || 'input' };
  };
  const about = (reached: Reached): Probe[] => {
    const { node, path } = reached;
    const wrong = wrongKinds(node).map(([kind, value]) => say(path, `as ${kind}`, value, false));
    const beyond = boundsOf(reached).map(({ what, value, valid }) => say(path, what, value, valid));
    return [...wrong, ...beyond, ...childrenOf(reached).flatMap(about), ...fieldsOf(reached)];
  };
  const fieldsOf = ({ node, path, example: at }: Reached): Probe[] => {
    if (!node.properties || typeof at !== 'object' || at === null) return [];
    const required = new Set(node.required);
    const without = Object.keys(node.properties).flatMap((key) => {
      if (!required.has(key) && !(key in at)) return [];
      const rest = Object.fromEntries(Object.entries(at).filter(([name]) => name !== key));
      const probe = say([...path, key], 'missing', undefined, !required.has(key));
      return [{ ...probe, input: put(path, rest) }];
    });
    if (node.additionalProperties !== false) return without;
    const strange = { ...say([...path, 'strange'], 'unknown', 1, false), input: put(path, { ...at, strange: 1 }) };
    return [...without, strange];
  };
  const probes = about(whole);
  // What lies inside its bounds must still be what the field means: an address, an emoji. The schema itself says which are.
  return probes.filter(({ input, field }) => field !== null || schema.safeParse(input).success);
}

function childrenOf({ node, path, example }: Reached): Reached[] {
  if (node.properties && typeof example === 'object' && example !== null)
    return Object.entries(node.properties).flatMap(([key, child]) => {
      const value: unknown = Reflect.get(example, key);
      return value === undefined ? [] : [{ node: child, path: [...path, key], example: value }];
    });
  if (node.items && Array.isArray(example) && example.length > 0)
    return [{ node: node.items, path: [...path, 0], example: example[0] }];
  const other = node.anyOf?.find(({ type }) => type !== 'null');
  // The alternatives of a field that may be null are bounds of the field itself.
  return other && example !== null ? childrenOf({ node: other, path, example }) : [];
}

function typesOf(node: Node): string[] {
  if (node.anyOf) return node.anyOf.flatMap(typesOf);
  const types = [node.type ?? Object.keys(KINDS)].flat();
  return types.map((type) => (type === 'integer' ? 'number' : type));
}

const wrongKinds = (node: Node): [string, unknown][] => {
  const types = typesOf(node);
  return Object.entries(KINDS).filter(([kind]) => !types.includes(kind));
};

interface Bound {
  readonly what: string;
  readonly value: unknown;
  readonly valid: boolean;
}
function boundsOf({ node, path, example }: Reached): Bound[] {
  if (node.anyOf) return node.anyOf.flatMap((one) => boundsOf({ node: one, path, example }));
  if (node.const !== undefined) return [{ what: 'as another constant', value: `${node.const}!`, valid: false }];
  if (node.enum)
    return [
      ...node.enum.map((value) => ({ what: `as ${String(value)}`, value, valid: true })),
      { what: 'outside its list', value: `${String(node.enum[0]).toUpperCase()} `, valid: false },
    ];
  if (node.type === 'null') return [{ what: 'as null', value: null, valid: true }];
  if (node.type === 'string') return boundsOfText(node, typeof example === 'string' ? example : '');
  if (node.type === 'integer') return boundsOfNumber(node);
  if (node.type === 'array' && Array.isArray(example) && node.maxItems !== undefined) {
    const items = (length: number) => Array.from({ length }, () => example[0]);
    if (example.length === 0) return [];
    return [
      { what: `of ${node.maxItems}`, value: items(node.maxItems), valid: true },
      { what: `of ${node.maxItems + 1}`, value: items(node.maxItems + 1), valid: false },
    ];
  }
  return [];
}

function boundsOfText({ minLength = 0, maxLength, format, pattern }: Node, example: string): Bound[] {
  const bounds: Bound[] = [];
  if (minLength > 0) bounds.push({ what: `of ${minLength - 1}`, value: 'a'.repeat(minLength - 1), valid: false });
  // Several ways to be as long as allowed; those that the field cannot mean are dropped by the schema.
  for (const length of [minLength, ...(maxLength === undefined ? [] : [maxLength])])
    for (const value of stretched(example, length)) bounds.push({ what: `of ${length}`, value, valid: true });
  if (maxLength !== undefined)
    for (const value of stretched(example, maxLength + 1))
      bounds.push({ what: `of ${maxLength + 1}`, value, valid: false });
  if (format === 'uuid') bounds.push({ what: 'as no id', value: `${example}0`, valid: false });
  if (pattern !== undefined) bounds.push({ what: 'against its pattern', value: '¡ <no> !', valid: false });
  return bounds;
}

function stretched(example: string, length: number): string[] {
  const tail = '@example.org';
  return [
    'a'.repeat(length),
    ...(length > example.length ? [`${example}:${'a'.repeat(length - example.length - 1)}`] : []),
    ...(length > tail.length && example.includes('@') ? [`${'a'.repeat(length - tail.length)}${tail}`] : []),
  ];
}

function boundsOfNumber({ minimum, maximum }: Node): Bound[] {
  const at = (value: number, valid: boolean): Bound => ({ what: `as ${value}`, value, valid });
  return [
    ...(minimum === undefined ? [] : [at(minimum, true), at(minimum - 1, false)]),
    at(1.5, false),
    ...(maximum === undefined ? [] : [at(maximum, true), at(maximum + 1, false)]),
  ];
}

/** A copy of the example with another value at the path. */
function replaced(whole: unknown, path: Path, value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const inner: unknown = typeof whole === 'object' && whole !== null ? Reflect.get(whole, key) : undefined;
  const next = replaced(inner, rest, value);
  if (Array.isArray(whole)) return whole.map((item: unknown, index) => (index === key ? next : item));
  return { ...(typeof whole === 'object' ? whole : {}), [key]: next };
}
