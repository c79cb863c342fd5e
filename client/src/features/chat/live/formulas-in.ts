/** Each costs time to draw; whoever writes more shows their source. */
const MOST = 50;

/** Draws the formulas inside a node. What draws them is a chunk of its own, with its fonts, fetched with the first one. */
export async function formulasIn(node: HTMLElement): Promise<void> {
  const places = [...node.querySelectorAll<HTMLElement>('code[data-math]')].slice(0, MOST);
  if (places.length === 0) return;
  const { cleanFormula, formulaHtml } = await import('./formulas.js');
  for (const place of places) {
    const display = place.dataset.math === 'display';
    const html = formulaHtml(place.textContent ?? '', display);
    if (html === null) continue;
    const drawn = document.createElement('span');
    drawn.dataset.math = place.dataset.math;
    drawn.innerHTML = cleanFormula(html);
    place.replaceWith(drawn);
  }
}
