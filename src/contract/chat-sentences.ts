/** Why something is not said, changed, answered or pinned. */
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
  'chat/not-your-question': {
    status: 403,
    es: 'La respuesta la marca quien preguntó, o el equipo de la sala.',
    en: 'The answer is marked by whoever asked, or by the room staff.',
  },
  'chat/not-a-question': { status: 409, es: 'Ese mensaje no es una pregunta.', en: 'That message is not a question.' },
  'chat/not-an-answer': {
    status: 409,
    es: 'Solo puede ser la respuesta un mensaje que conteste a la pregunta o esté en su hilo.',
    en: 'Only a message that replies to the question, or is in its thread, can be its answer.',
  },
  'chat/not-a-reply': {
    status: 409,
    es: 'Se agradecen las respuestas: este mensaje no contesta a otro.',
    en: 'Thanks are for replies: this message does not answer another one.',
  },
  'chat/own-reply': {
    status: 409,
    es: 'No puedes agradecerte tu propia respuesta.',
    en: 'You cannot thank yourself for your own reply.',
  },
  'chat/too-many-pins': {
    status: 409,
    es: 'Esta sala ya tiene {max} mensajes fijados: quita alguno antes.',
    en: 'This room already has {max} pinned messages: unpin one first.',
  },
  'chat/not-a-thread': {
    status: 409,
    es: 'Un hilo no puede empezar dentro de otro.',
    en: 'A thread cannot start inside another one.',
  },
  'chat/other-thread': {
    status: 409,
    es: 'Solo se cita lo que se dijo en la misma conversación.',
    en: 'You can only quote what was said in the same conversation.',
  },
  'chat/too-many-saved': {
    status: 409,
    es: 'Ya guardas {limit} mensajes. Quita alguno antes.',
    en: 'You keep {limit} messages already. Remove some first.',
  },
} as const;
