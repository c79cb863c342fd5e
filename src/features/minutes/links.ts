const LINKS_SHOWN = 10;
const LINK = /https?:\/\/[^\s<>"'`\])]+/g;

/** Addresses in a message, each once, without the punctuation that follows them in a sentence. */
export function linksIn(text: string): string[] {
  const found = Array.from(text.matchAll(LINK), ([link]) => link.replace(/[.,;:!?*_]+$/, ''));
  return [...new Set(found)].filter((link) => URL.canParse(link)).slice(0, LINKS_SHOWN);
}
