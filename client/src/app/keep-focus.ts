/**
 * Whoever has reached a link of the first words by keyboard when React draws them anew finds the focus on the same link again,
 * instead of at the beginning of the page.
 */
export function keepFocus(place: HTMLElement): void {
  let held: Element | null = place.contains(document.activeElement) ? document.activeElement : null;
  const follow = ({ target }: FocusEvent): void => {
    held = target instanceof Element ? target : null;
  };
  const watch = new MutationObserver(() => {
    if (place.querySelector('.first')) return;
    watch.disconnect();
    place.removeEventListener('focusin', follow);
    const href = held?.isConnected === false ? held.getAttribute('href') : null;
    if (href !== null && document.activeElement === document.body)
      place.querySelector<HTMLElement>(`a[href="${CSS.escape(href)}"]`)?.focus();
  });
  place.addEventListener('focusin', follow);
  watch.observe(place, { childList: true });
}
