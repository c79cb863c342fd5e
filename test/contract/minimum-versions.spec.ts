import { readFileSync } from 'node:fs';

/** What is known to be safe of a package: the first safe version of each major that has one. Reviewed by hand. */
interface Floor {
  readonly package: string;
  readonly safe: readonly string[];
  readonly why: string;
}
interface Lock {
  packages: Record<string, { version?: string }>;
}
type Version = readonly [number, number, number];

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const floors = read('test/contract/minimum-versions.json') as Floor[];
const lock = read('package-lock.json') as Lock;

const parse = (version: string): Version => {
  const [major = 0, minor = 0, patch = 0] = version.split(/[.+-]/).map(Number);
  return [major, minor, patch];
};
const below = (one: Version, other: Version): boolean => {
  const index = one.findIndex((part, at) => part !== other[at]);
  return index !== -1 && (one[index] ?? 0) < (other[index] ?? 0);
};

/** At least the floor of its own major; a major above all floors came after the repair, one below them never got it. */
function isSafe(version: string, safe: readonly string[]): boolean {
  const own = parse(version);
  const all = safe.map(parse);
  const floor = all.find(([major]) => major === own[0]);
  return floor ? !below(own, floor) : all.every(([major]) => major < own[0]);
}

const copiesOf = (name: string): string[] =>
  Object.entries(lock.packages).flatMap(([path, { version }]) =>
    path.endsWith(`node_modules/${name}`) && version !== undefined ? [version] : [],
  );

describe('what is installed', () => {
  it.each(floors)('of $package is safe: $why', ({ package: name, safe }) => {
    const copies = copiesOf(name);
    expect({ name, installed: copies.length > 0 }).toEqual({ name, installed: true });
    expect({ name, unsafe: copies.filter((version) => !isSafe(version, safe)) }).toEqual({ name, unsafe: [] });
  });

  it.each([
    ['8.20.0', false],
    ['8.20.1', true],
    ['8.21.0', true],
    ['9.0.0', true],
    ['7.5.9', false],
    ['7.5.10', true],
    ['6.9.9', false],
  ])('is compared as versions are: %s', (version, safe) => {
    expect(isSafe(version, ['7.5.10', '8.20.1'])).toBe(safe);
  });
});
