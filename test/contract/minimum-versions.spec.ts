import { readFileSync } from 'node:fs';

/** What is known of a package. Reviewed by hand; the newest review is in docs/hostile.md. */
interface Known {
  readonly package: string;
  /** The first safe version of each major that has one. */
  readonly safe?: readonly string[];
  /** Versions that somebody else published in its name. */
  readonly never?: readonly string[];
  readonly why: string;
}
interface Lock {
  packages: Record<string, { version?: string; dev?: boolean; link?: boolean }>;
}
type Version = readonly [number, number, number];

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const known = read('test/contract/minimum-versions.json') as Known[];
const lock = read('package-lock.json') as Lock;
const own = read('package.json') as Record<'dependencies' | 'devDependencies' | 'optionalDependencies', object>;

const parse = (version: string): Version => {
  const [major = 0, minor = 0, patch = 0] = version.split(/[.+-]/).map(Number);
  // What came before a version is not yet that version.
  return [major, minor, version.includes('-') ? patch - 0.5 : patch];
};
const below = (one: Version, other: Version): boolean => {
  const index = one.findIndex((part, at) => part !== other[at]);
  return index !== -1 && (one[index] ?? 0) < (other[index] ?? 0);
};

/** At least the floor of its own major; a major above all floors came after the repair, one below them never got it. */
function isSafe(version: string, safe: readonly string[]): boolean {
  const given = parse(version);
  const all = safe.map(parse);
  const floor = all.find(([major]) => major === given[0]);
  return floor ? !below(given, floor) : all.every(([major]) => major < given[0]);
}

/** Every copy of a package, those inside other packages too. */
const copiesOf = (name: string, { packages }: Lock): { path: string; version: string }[] =>
  Object.entries(packages).flatMap(([path, { version }]) =>
    `/${path}`.endsWith(`/node_modules/${name}`) && version !== undefined ? [{ path, version }] : [],
  );

const unsafeOf = ({ package: name, safe, never }: Known, where: Lock): string[] =>
  copiesOf(name, where).flatMap(({ path, version }) =>
    (safe && !isSafe(version, safe)) || never?.includes(version) ? [`${path} ${version}`] : [],
  );

/** Files of the same lock with one package more. */
const planted = (path: string, version: string): Lock => ({ packages: { ...lock.packages, [path]: { version } } });

describe('what is installed', () => {
  it.each(known)('of $package is safe: $why', (one) => {
    expect({ name: one.package, installed: copiesOf(one.package, lock).length > 0 }).toEqual({
      name: one.package,
      installed: true,
    });
    expect(unsafeOf(one, lock)).toEqual([]);
  });

  it.each(known)('of $package would be found too old or spoiled, beside and inside another package', (one) => {
    const version = one.never?.[0] ?? '0.0.0';
    for (const path of [`node_modules/${one.package}`, `node_modules/somebody/node_modules/${one.package}`])
      expect(unsafeOf(one, planted(path, version))).toEqual([`${path} ${version}`]);
    expect(unsafeOf(one, planted(`node_modules/not-${one.package}`, '0.0.0'))).toEqual([]);
  });

  it('comes from the lock, whole and in one version each where we ask for it ourselves', () => {
    const asked = Object.entries({ ...own.dependencies, ...own.devDependencies, ...own.optionalDependencies });
    const differing = asked.flatMap(([name, version]) => {
      const locked = lock.packages[`node_modules/${name}`]?.version;
      return locked === version ? [] : [`${name}: ${String(version)} asked, ${String(locked)} locked`];
    });
    expect(differing).toEqual([]);
  });

  it.each([
    ['8.20.0', false],
    ['8.20.1', true],
    ['8.21.0', true],
    ['9.0.0', true],
    ['7.5.9', false],
    ['7.5.10', true],
    ['6.9.9', false],
    ['8.20.1-beta.1', false],
    ['10.0.0', true],
  ])('is compared as versions are: %s', (version, safe) => {
    expect(isSafe(version, ['7.5.10', '8.20.1'])).toBe(safe);
  });
});
