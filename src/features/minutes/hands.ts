import type { OwnLine } from '../../contract/minutes.contract.js';
import type { SignedLine } from './minutes.repository.js';

interface Written {
  readonly summary: string;
  readonly own: readonly OwnLine[];
}
interface Before {
  readonly summary: string;
  readonly summary_by: string | null;
  readonly own: readonly SignedLine[];
}

/** Whose each line is after somebody has saved all of them: what they did not touch stays with whoever wrote it. */
export function signedBy(
  editor: string,
  before: Before,
  { summary, own }: Written,
): { summaryBy: string | null; own: SignedLine[] } {
  const kept = [...before.own];
  const lines = own.map((line): SignedLine => {
    const known = kept.findIndex(({ kind, text }) => kind === line.kind && text === line.text);
    const [same] = known < 0 ? [] : kept.splice(known, 1);
    return { ...line, by: same ? (same.by ?? null) : editor };
  });
  const summaryBy = summary === before.summary ? before.summary_by : editor;
  return { summaryBy: summary === '' ? null : summaryBy, own: lines };
}
