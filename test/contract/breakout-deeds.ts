import type { CommandInput, CommandName } from '../../src/contract/realtime.contract.js';
import { command, key, nothing, route, type RoomDeed } from './deeds.js';

/** None are open in these rooms: whoever hears that has come past the question whether they may. */
function tried<N extends CommandName>(...deed: Parameters<typeof command<N>>): RoomDeed {
  const one = command(...deed);
  const run: RoomDeed['run'] = async (who, scene) => {
    const outcome = await one.run(who, scene);
    return outcome === 'breakouts/none-open' ? 'ok' : outcome;
  };
  return { ...one, run };
}

/** What can be tried about the breakouts of a room. */
export const breakoutDeeds: readonly RoomDeed[] = [
  command(
    'breakouts:open',
    'breakout.lead',
    (): Omit<CommandInput<'breakouts:open'>, 'roomId' | 'clientId'> => ({ way: 'random', rooms: [{ title: 'Uno' }] }),
    { key },
  ),
  tried('breakouts:assign', 'breakout.lead', ({ extras }) => ({ personId: extras.learner.id, to: null })),
  tried('breakouts:choose', 'breakout.choose', () => ({ to: null })),
  tried('breakouts:ask-help', 'breakout.ask-help', nothing),
  tried('breakouts:settle-help', 'breakout.see-help', ({ extras }) => ({ personId: extras.learner.id })),
  route('GET', '/api/rooms/:roomId/breakouts/help', 'breakout.see-help'),
  tried('breakouts:broadcast', 'breakout.broadcast', () => ({ text: 'Quedan cinco minutos' }), { key }),
  tried('breakouts:extend', 'breakout.lead', () => ({ minutes: 5 })),
  command('breakouts:close', 'breakout.lead', nothing),
];
