import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { BreakoutClock } from '../../src/features/rooms/breakouts/breakout-clock.js';
import { BreakoutsRepository } from '../../src/features/rooms/breakouts/breakouts.repository.js';
import { OpenBreakouts } from '../../src/features/rooms/breakouts/open-breakouts.js';
import { RunBreakouts } from '../../src/features/rooms/breakouts/run-breakouts.js';
import { SeatPeople } from '../../src/features/rooms/breakouts/seat-people.js';
import type { Actor } from '../../src/platform/actor/actor.js';
import type { TestHub } from '../support/hub.js';

/** What nobody does comes from the clock: nothing may happen while somebody looks. */
class BreakoutClockByHand extends BreakoutClock {
  override onApplicationBootstrap(): void {}
}
export const breakoutsByHand = { token: BreakoutClock, by: BreakoutClockByHand };

const once = ['part', 'longer', 'return'] as const;
const seat = 'seat' as const;

/** What happens to the breakouts of a room. To be moved takes somebody who is there and sits elsewhere: most seatings move nobody. */
export const apartCommand = fc.record({
  do: fc.constantFrom(...once, seat, seat, seat, seat, seat, seat),
  who: fc.nat(3),
  to: fc.option(fc.nat(1)),
});
export type ApartCommand = typeof apartCommand extends fc.Arbitrary<infer C> ? C : never;

export async function apart(
  { app, sql }: TestHub,
  { roomId, host, person }: { roomId: string; host: Actor; person: Actor },
  one: ApartCommand,
): Promise<void> {
  const running = app.get(RunBreakouts);
  const known = await app.get(BreakoutsRepository).open(sql, roomId);
  if (one.do === 'part' || known === null) {
    const how = { way: 'by-hand', latecomers: 'wait', minutes: one.to === null ? null : 5 } as const;
    const seats = person === host ? [] : [{ personId: person.accountId, place: 2 }];
    const rooms = [{ title: 'Uno' }, { title: 'Dos' }];
    await app.get(OpenBreakouts).open(host, { roomId, clientId: randomUUID(), ...how, rooms, seats });
  }
  const open = await app.get(BreakoutsRepository).open(sql, roomId);
  switch (one.do) {
    case 'part':
      return;
    case 'seat': {
      const to = one.to === null ? null : (open?.rooms[one.to]?.id ?? randomUUID());
      return void (await app.get(SeatPeople).assign(host, { roomId, personId: person.accountId, to }));
    }
    case 'longer':
      return void (await running.extend(host, { roomId, minutes: 5 }));
    case 'return':
      return void (await running.close(host, { roomId }));
  }
}
