import { readFileSync } from 'node:fs';
import { scopeVerbs } from '../../src/features/accounts/api-tokens/token-scopes.js';
import { verbsOfPage } from './permissions-page.js';

describe('what an access token may do', () => {
  const [, section = ''] = readFileSync('docs/permissions.md', 'utf8').split('## What an access token may do');
  const rows = [...(section.split('\n## ')[0] ?? '').matchAll(/^\| (\S+) +\| (`.+`) +\|$/gm)];

  it('is what docs/permissions.md says', () => {
    const page = Object.fromEntries(
      rows.map(([, scope = '', verbs = '']) => [scope, [...verbs.matchAll(/`([^`]+)`/g)].map(([, verb]) => verb)]),
    );
    expect(scopeVerbs).toEqual(page);
  });

  it('is made of verbs of the tables, each in one scope, none of them about the account or administration', () => {
    const verbs = Object.values(scopeVerbs).flat();
    expect(verbs.filter((verb) => !verbsOfPage().includes(verb))).toEqual([]);
    expect(new Set(verbs).size).toBe(verbs.length);
    const kept = /^(hub|people|mail|demo|rooms\.set-creators|account\.(?!read-own))/;
    expect(verbs.filter((verb) => kept.test(verb))).toEqual([]);
  });
});
