/** Why something cannot be said, changed or kept in the chat. */
export const chatErrors = {
  'chat/locked': {
    status: 403,
    es: 'El chat está cerrado: por ahora solo escribe el equipo de la sala.',
    en: 'The chat is closed: only the room staff can write for now.',
  },
  'chat/reactions-locked': {
    status: 403,
    es: 'Las reacciones están cerradas por ahora.',
    en: 'Reactions are closed for now.',
  },
  'chat/spectators-read': {
    status: 403,
    es: 'El público lee, pero no escribe en esta sala.',
    en: 'Spectators read but do not write in this room.',
  },
  'chat/message-gone': { status: 404, es: 'Ese mensaje ya no existe.', en: 'That message no longer exists.' },
  'chat/not-yours': {
    status: 403,
    es: 'Solo quien escribió el mensaje puede cambiarlo.',
    en: 'Only whoever wrote the message can change it.',
  },
  'chat/too-late-to-undo': {
    status: 409,
    es: 'Han pasado más de 10 minutos: el mensaje ya se ha borrado del todo.',
    en: 'More than 10 minutes have passed: the message is gone for good.',
  },
  'chat/too-many-reactions': {
    status: 409,
    es: 'Este mensaje ya tiene el máximo de reacciones distintas.',
    en: 'This message already has the most different reactions it can hold.',
  },
  'chat/too-many-saved': {
    status: 409,
    es: 'Ya guardas {limit} mensajes. Quita alguno antes.',
    en: 'You keep {limit} messages already. Remove some first.',
  },
} as const;
