/** Colours for the code blocks inside a node. The highlighter is a chunk of its own, fetched with the first block. */
export async function highlightIn(node: HTMLElement): Promise<void> {
  const blocks = [...node.querySelectorAll<HTMLElement>('pre[data-language]:not([data-language=""]) > code')];
  if (blocks.length === 0) return;
  const { highlight } = await import('./highlighter.js');
  for (const block of blocks) {
    const html = highlight(block.textContent ?? '', block.parentElement?.dataset.language ?? '');
    if (html !== null) block.innerHTML = html;
  }
}
