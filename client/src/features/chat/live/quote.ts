/** The selected words of the message at this place; nothing where the selection goes beyond it. */
export function selectedIn(seq: number): string {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed) return '';
  const inside = [selection.anchorNode, selection.focusNode].every((node) => {
    const element = node instanceof Element ? node : node?.parentElement;
    return element?.closest<HTMLElement>('[data-message]')?.dataset.message === String(seq);
  });
  return inside ? selection.toString().trim() : '';
}

/** As Markdown quotes, with room for what one says to it. */
export const asQuote = (words: string): string =>
  `${words
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n')}\n\n`;
