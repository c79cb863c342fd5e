export interface LegalSection {
  /** The same in every language: links to `/legal/terms#moderation` keep working. */
  id: string;
  title: string;
  paragraphs: readonly string[];
  points?: readonly string[];
}

export interface LegalDocument {
  title: string;
  /** The whole thing in a few sentences, first. */
  inShort: readonly string[];
  sections: readonly LegalSection[];
}
