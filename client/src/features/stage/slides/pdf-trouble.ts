/** As many as a page can be turned to (`stage:turn-page`). */
export const PAGES_MAX = 2_000;

/** Why there is nothing to see, each with a sentence of its own: damaged, with a password, taken away, not come, one bad page. */
export type PdfTrouble = 'broken' | 'locked' | 'gone' | 'away' | 'page';

export class PdfError extends Error {
  override readonly name = 'PdfError';
  constructor(
    readonly trouble: PdfTrouble,
    cause?: unknown,
  ) {
    super(trouble, { cause });
  }
}
