import { facesShown, type Seat, type TableBox } from './table-box.js';
import { layTable } from './table-layout.js';

const PHONE: TableBox = { width: 328, height: 56, maxFace: 32 };
const ROOM: TableBox = { width: 720, height: 132, maxFace: 46 };
const NARROW: TableBox = { width: 600, height: 132, maxFace: 46 };
const HERO: TableBox = { width: 560, height: 300, maxFace: 92 };
const BOXES: [string, TableBox][] = [
  ['phone', PHONE],
  ['room', ROOM],
  ['narrow room', NARROW],
  ['hero', HERO],
];
const TOTALS = [...Array.from({ length: 41 }, (_, n) => n + 1), 300];

const lay = (total: number, box: TableBox) => layTable(facesShown(total) - 1, total - facesShown(total), box);
const distance = (a: Seat, b: Seat): number => Math.hypot(a.x - b.x, a.y - b.y);
const rows = (seats: Seat[]) => new Set(seats.map((seat) => seat.row));

describe.each(BOXES)('the table on a %s', (_name, box) => {
  it.each(TOTALS)('seats %d people inside its box, oneself at the bottom centre', (total) => {
    const { others, you, free } = lay(total, box);
    expect(others).toHaveLength(facesShown(total) - 1);
    for (const seat of [...others, ...free, you]) {
      expect(seat.x - seat.size / 2).toBeGreaterThanOrEqual(0);
      expect(seat.x + seat.size / 2).toBeLessThanOrEqual(box.width);
      expect(seat.y - seat.size / 2).toBeGreaterThanOrEqual(0);
      expect(seat.y + seat.size / 2).toBeLessThanOrEqual(box.height);
      expect(seat.size).toBeGreaterThanOrEqual(24);
      if (box !== PHONE) expect(seat.y).toBeLessThanOrEqual(you.y);
    }
    expect(you.x).toBeCloseTo(box.width / 2, 5);
  });

  it.each(TOTALS)('is the same from left and right with %d', (total) => {
    const { others, free } = lay(total, box);
    for (const row of rows(others)) {
      const seats = [...others, ...free].filter((seat) => seat.row === row).sort((a, b) => a.x - b.x);
      // On a phone two rows have no seat to lay for an odd one.
      if (box === PHONE && total > 12 && seats.length % 2) continue;
      seats.forEach((seat, place) => {
        const opposite = seats[seats.length - 1 - place];
        expect(seat.x + opposite.x).toBeCloseTo(box.width, 3);
        expect(seat.y).toBeCloseTo(opposite.y, 3);
      });
    }
  });

  it.each(TOTALS)('shows at least half of every face beside its neighbour with %d', (total) => {
    const { others } = lay(total, box);
    others.slice(1).forEach((seat, place) => {
      const before = others[place];
      if (before.row === seat.row) expect(distance(before, seat)).toBeGreaterThanOrEqual(seat.size * 0.5);
    });
  });
});

describe('how many sit', () => {
  it.each([
    [1, 1],
    [12, 12],
    [13, 13],
    [40, 40],
    [41, 24],
    [300, 24],
  ])('of %d people %d are drawn', (total, drawn) => expect(facesShown(total)).toBe(drawn));

  it('one person finds a table laid for others', () => {
    const { others, free, more } = lay(1, ROOM);
    expect([others.length, free.length, more]).toEqual([0, 4, null]);
  });

  it('two face each other', () => {
    const { others, you, free } = lay(2, ROOM);
    expect(free).toEqual([]);
    expect(others[0]?.x).toBeCloseTo(you.x, 5);
  });

  it('up to twelve share one row, thirteen make two', () => {
    expect(rows(lay(12, ROOM).others)).toEqual(new Set(['front']));
    expect(rows(lay(13, ROOM).others)).toEqual(new Set(['back', 'front']));
  });

  it('from forty-one on the rest is a count', () => {
    expect(lay(40, ROOM).more).toBeNull();
    expect(lay(41, ROOM).more).not.toBeNull();
  });

  it('in a wide room the faces of one row do not touch', () => {
    const { others } = lay(12, ROOM);
    others.slice(1).forEach((seat, place) => expect(distance(others[place], seat)).toBeGreaterThan(seat.size));
  });
});
