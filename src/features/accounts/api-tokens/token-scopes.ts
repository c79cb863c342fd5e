import type { TokenScope } from '../../../contract/account-access.contract.js';
import type { Confinement } from '../../../platform/actor/actor.js';

/** The table of docs/permissions.md, "What an access token may do". */
export const scopeVerbs: Readonly<Record<TokenScope, readonly string[]>> = {
  read: [
    ...['account.read-own', 'profile.read', 'profile.list', 'rooms.list', 'room.read', 'room.follow'],
    ...['room.follow-staff', 'room.list-members', 'room.list-banned', 'chat.see-versions', 'chat.list-saved'],
    ...['search.use', 'notice.list', 'chat.see-hidden'],
  ],
  'write:chat': [
    ...['chat.post', 'chat.edit', 'chat.delete', 'chat.undo-delete', 'chat.react', 'chat.read-mark', 'chat.type'],
    ...['chat.mark-answer', 'chat.thank', 'chat.pin', 'chat.follow-thread'],
    ...['message.save', 'chat.remove-preview', 'report.make'],
  ],
  'write:rooms': [
    ...['rooms.create', 'rooms.open-direct', 'room.join', 'room.leave', 'room.edit', 'room.invite', 'invite.accept'],
  ],
};

export const confinementOf = (scopes: readonly TokenScope[]): Confinement => ({
  verbs: new Set(scopes.flatMap((scope) => scopeVerbs[scope])),
  refusal: 'accounts/token-scope',
});
