import { personOn } from '../media/test-stage.js';
import { focusOf, gridOf, tilesOf } from './tiles.js';

const people = [personOn('ana', { camera: true }), personOn('ben', { screen: true }), personOn('me')];
const tiles = tilesOf(people);
const asked = { tiles, slides: false, ownPin: null, pin: null, speaker: null } as const;

describe('tiles', () => {
  it('are everybody in their order, and first the screens', () => {
    expect(tiles.map(({ key, trackId }) => [key, trackId])).toEqual([
      ['screen:ben-screen', 'ben-screen'],
      ['ana', 'ana-camera'],
      ['ben', null],
      ['me', null],
    ]);
  });

  it('are alike in the grid; a screen or whoever speaks is large in theirs', () => {
    expect(focusOf({ ...asked, layout: 'grid' })).toBeNull();
    expect(focusOf({ ...asked, layout: 'screen' })).toBe('screen:ben-screen');
    expect(focusOf({ ...asked, layout: 'screen', tiles: tilesOf([people[0], people[2]]) })).toBeNull();
    expect(focusOf({ ...asked, layout: 'speaker', speaker: 'ana' })).toBe('ana');
  });

  it('give slides the place of a screen', () => {
    const shown = { ...asked, slides: true };
    expect(focusOf({ ...shown, layout: 'screen' })).toBe('slides');
    expect(focusOf({ ...shown, layout: 'grid' })).toBeNull();
    expect(focusOf({ ...shown, layout: 'speaker', speaker: 'ana' })).toBe('ana');
    expect(focusOf({ ...shown, layout: 'grid', ownPin: 'slides' })).toBe('slides');
    const pin = { personId: 'ben', source: 'screen' } as const;
    expect(focusOf({ ...shown, layout: 'screen', pin })).toBe('screen:ben-screen');
  });

  it('keep what is pinned in every layout, one’s own before the one for all', () => {
    const pin = { personId: 'ben', source: 'screen' } as const;
    for (const layout of ['grid', 'speaker', 'screen'] as const) {
      expect(focusOf({ ...asked, layout, pin, speaker: 'ana' })).toBe('screen:ben-screen');
      expect(focusOf({ ...asked, layout, pin, ownPin: 'me' })).toBe('me');
      // Whoever has left cannot be shown.
      expect(focusOf({ ...asked, layout: 'grid', ownPin: 'gone' })).toBeNull();
    }
  });

  it('fill their place, and are never too small to know somebody', () => {
    expect(gridOf(1, 1000, 500)).toEqual({ columns: 1, tile: 888 });
    expect(gridOf(4, 1000, 600).columns).toBe(2);
    const many = gridOf(60, 340, 400);
    expect(many).toEqual({ columns: 2, tile: 164 });
  });
});
