/** Threads, questions and pins. */
export const threadErrors = {
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
} as const;
