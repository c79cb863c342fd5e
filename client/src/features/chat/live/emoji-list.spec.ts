import { emoji as emojiSchema } from '@contract/words.js';
import { EMOJI, findEmoji } from './emoji-list.js';

describe('the shelf of emoji', () => {
  it('holds only what the hub accepts, each once', () => {
    expect(EMOJI.filter(([emoji]) => !emojiSchema.safeParse(emoji).success)).toEqual([]);
    expect(new Set(EMOJI.map(([emoji]) => emoji)).size).toBe(EMOJI.length);
  });

  it('is found by the beginning of words in both languages, without accents', () => {
    expect(findEmoji('corazon')).toContain('❤️');
    expect(findEmoji('heart')).toContain('❤️');
    expect(findEmoji('manos cora')).toEqual(['🫶']);
    expect(findEmoji('')).toHaveLength(EMOJI.length);
    expect(findEmoji('xyz')).toEqual([]);
  });
});
