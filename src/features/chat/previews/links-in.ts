import { PREVIEWS_MAX } from '../../../contract/previews.contract.js';

const LINK = /https?:\/\/[^\s<>"'`]{1,2000}/giu;
const CLOSING: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** The first links that stand in a message as its author wrote them, each once. What is code is not meant as a link. */
export function linksIn(text: string): string[] {
  const words = text.replace(/^(```|~~~)[\s\S]*?^\1/gm, ' ').replace(/(`+)[^`][\s\S]*?\1/g, ' ');
  const links = [...words.matchAll(LINK)].map(([link]) => trimmed(link)).filter((link) => URL.canParse(link));
  return [...new Set(links)].slice(0, PREVIEWS_MAX);
}

/** Without what ends a sentence or closes what was opened before the link. */
function trimmed(link: string): string {
  for (let rest = link; ;) {
    const last = rest.at(-1) ?? '';
    const opening = CLOSING[last];
    const closes = opening !== undefined && count(rest, last) > count(rest, opening);
    if (!closes && !/[.,;:!?*_~|]/.test(last)) return rest;
    rest = rest.slice(0, -1);
  }
}

const count = (text: string, sign: string): number => text.split(sign).length - 1;
