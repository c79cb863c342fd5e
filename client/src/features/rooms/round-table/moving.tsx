import { Component, createRef, type ComponentProps } from 'react';

interface MovingProps extends ComponentProps<'div'> {
  /** When this changes the faces inside go from where they were to where they are. */
  shape: string;
}
type Places = ReadonlyMap<string, DOMRect>;

const MOTION_MS = 220;

/**
 * The same faces at the table, on the stage, and back (FLIP: first, last, invert, play). What is somebody carries `data-person`.
 * A class: only a class may look at the page between two renderings.
 */
export class Moving extends Component<MovingProps> {
  readonly #place = createRef<HTMLDivElement>();

  override getSnapshotBeforeUpdate(before: MovingProps): Places | null {
    return before.shape === this.props.shape ? null : this.#places();
  }

  override componentDidUpdate(_before: MovingProps, _state: unknown, from: Places | null): void {
    if (!from) return;
    const still = globalThis.matchMedia('(prefers-reduced-motion: reduce)').matches;
    for (const element of this.#faces()) {
      const first = from.get(element.dataset['person'] ?? '');
      const last = element.getBoundingClientRect();
      if (!first || last.width === 0) continue;
      const scale = `${first.width / last.width} ${first.height / last.height}`;
      const translate = `${first.left - last.left}px ${first.top - last.top}px`;
      if (still) element.animate([{ opacity: 0 }, { opacity: 1 }], MOTION_MS);
      else if (scale !== '1 1' || translate !== '0px 0px')
        element.animate(
          [
            {
              transformOrigin: '0 0',
              transform: `translate(${translate.replace(' ', ', ')}) scale(${scale.replace(' ', ', ')})`,
            },
            { transformOrigin: '0 0', transform: 'none' },
          ],
          { duration: MOTION_MS, easing: 'cubic-bezier(0.2, 0.7, 0.2, 1)' },
        );
    }
  }

  override render() {
    const { shape: _, ...rest } = this.props;
    return <div ref={this.#place} {...rest} />;
  }

  #faces(): HTMLElement[] {
    return [...(this.#place.current?.querySelectorAll<HTMLElement>('[data-person]') ?? [])];
  }

  #places(): Places {
    return new Map(this.#faces().map((face) => [face.dataset['person'] ?? '', face.getBoundingClientRect()]));
  }
}
