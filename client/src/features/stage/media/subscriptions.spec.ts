import { personOn } from './test-stage.js';
import { layerFor, MOST_VOICES, wishesFor, type Wishing } from './subscriptions.js';

const asked = (change: Partial<Wishing>) =>
  wishesFor({ people: [], me: 'me', shown: new Map(), spoke: [], fromMain: null, reach: 'all', ...change });

describe('what is received', () => {
  it('is every voice but one’s own, and of the pictures those in sight at the layer of their size', () => {
    const people = [
      personOn('ana', { microphone: true, camera: true }),
      personOn('ben', { microphone: false, camera: true }),
      personOn('me', { microphone: true, camera: true }),
    ];
    const shown = new Map([
      ['ana-camera', 1_000],
      ['me-camera', 1_000],
    ]);
    const wishes = asked({ people, shown });
    expect([...wishes.keys()].sort()).toEqual(['ana-camera', 'ana-microphone', 'ben-microphone']);
    expect(wishes.get('ana-camera')).toEqual({ on: true, layer: { spatial: 2 }, priority: 100 });
    expect([300, 401, 801].map(layerFor)).toEqual([0, 1, 2]);
  });

  it('has no picture that is off, whatever is in sight', () => {
    const people = [personOn('ana', { camera: false })];
    expect(asked({ people, shown: new Map([['ana-camera', 500]]) }).has('ana-camera')).toBe(false);
  });

  it('where too many speak, is the sound of screens and who is on and spoke last', () => {
    const people = Array.from({ length: MOST_VOICES + 10 }, (_, n) => personOn(`p${n}`, { microphone: n !== 0 }));
    people.push(personOn('shows', { screen: true }));
    const voices = [...asked({ people, spoke: ['p33', 'p32'] }).keys()];
    expect(voices).toHaveLength(MOST_VOICES);
    expect(voices.slice(0, 3)).toEqual(['shows-screen-audio', 'p33-microphone', 'p32-microphone']);
    expect(voices).not.toContain('p0-microphone');
  });

  it('gives up fewer frames, then size, then tiles, then all pictures, and never a voice', () => {
    const people = ['a', 'b', 'c', 'd', 'e'].map((id) => personOn(id, { microphone: true, camera: true }));
    const shown = new Map(people.map(({ person }, n) => [`${person.id}-camera`, 900 - n]));
    const cameras = (reach: Wishing['reach']) =>
      [...asked({ people, shown, reach })].flatMap(([id, { layer }]) => (id.endsWith('camera') ? [layer] : []));
    const layers = (count: number, spatial: number) => Array.from({ length: count }, () => ({ spatial, temporal: 1 }));
    expect(cameras('slower')).toEqual(layers(5, 2));
    expect(cameras('smaller')).toEqual(layers(5, 0));
    expect(cameras('fewer')).toEqual(layers(4, 0));
    expect(cameras('sound')).toEqual([]);
    expect(asked({ people, shown, reach: 'sound' }).size).toBe(5);
  });

  it('has the voice of who speaks to all breakouts, though they are on another stage', () => {
    const wishes = asked({ people: [personOn('ana', { microphone: true })], fromMain: 'from-main', reach: 'sound' });
    expect([...wishes.keys()]).toEqual(['from-main', 'ana-microphone']);
  });
});
