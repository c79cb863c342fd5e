import { command, route, type RoomDeed } from './deeds.js';

const key = true;

/** What keeps order in a room: its pace, its memory, who is muted, what is reported and hidden. */
export const orderDeeds: readonly RoomDeed[] = [
  command('rooms:set-locks', 'room.set-locks', () => ({ locks: { announcements: true, slowSeconds: 10 } })),
  command('rooms:set-memory', 'room.set-memory', () => ({ memory: { historyFrom: 'joined' as const } })),
  ...(['rooms:mute', 'rooms:unmute'] as const).flatMap((name) =>
    (['lower', 'higher'] as const).map((towards) =>
      command(
        name,
        'room.mute-person',
        ({ extras }) => ({
          personId: extras[towards === 'lower' ? 'learner' : 'coHost'].id,
          ...(name === 'rooms:mute' ? { minutes: 10 as const, reason: 'porque sí' } : {}),
        }),
        { towards },
      ),
    ),
  ),
  route('GET', '/api/rooms/:roomId/decisions', 'room.see-decisions'),
  command('chat:report', 'report.make', ({ others }) => ({ messageId: others, reason: 'spam' as const }), { key }),
  command('chat:hide', 'chat.hide', ({ others }) => ({ messageId: others, reason: 'porque sí' }), { key }),
  command('chat:show', 'chat.hide', ({ othersHidden }) => ({ messageId: othersHidden, reason: 'porque sí' }), { key }),
  command(
    'chat:settle-reports',
    'report.handle',
    ({ others }) => ({ messageId: others, outcome: 'kept' as const, reason: 'porque sí' }),
    { key },
  ),
  route('GET', '/api/rooms/:roomId/reports', 'report.handle'),
  route('GET', '/api/rooms/:roomId/reports/:reportId', 'report.handle'),
  ...(['own', 'others'] as const).map((towards) =>
    route('GET', '/api/rooms/:roomId/messages/:messageId/hidden', 'chat.see-hidden', {
      message: `${towards}Hidden`,
      towards,
    }),
  ),
];
