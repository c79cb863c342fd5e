/** What can be answered about meetings; part of `error-sentences.ts`. */
export const meetingErrors = {
  'meetings/in-the-past': {
    status: 400,
    es: 'Esa hora ya ha pasado. Elige una que esté por venir.',
    en: 'That time has passed. Choose one that is still to come.',
  },
  'meetings/too-many': {
    status: 409,
    es: 'La sala ya tiene {most} encuentros por venir, que es el máximo.',
    en: 'The room already has {most} meetings to come, which is the most.',
  },
  'meetings/over': {
    status: 409,
    es: 'Este encuentro ya terminó o se canceló.',
    en: 'This meeting is over or was cancelled.',
  },
  'meetings/not-yet': {
    status: 409,
    es: 'Este encuentro todavía no ha empezado.',
    en: 'This meeting has not started yet.',
  },
  'meetings/another-live': {
    status: 409,
    es: 'En la sala ya hay otro encuentro en marcha. Termínalo antes.',
    en: 'Another meeting is under way in this room. End it first.',
  },
  'meetings/no-such-step': {
    status: 400,
    es: 'Ese paso no está en el orden del día.',
    en: 'That step is not on the agenda.',
  },
  'meetings/not-there': {
    status: 403,
    es: 'Solo puede valorarlo quien estuvo.',
    en: 'Only those who were there can rate it.',
  },
  'minutes/changed-meanwhile': {
    status: 409,
    es: 'Alguien ha cambiado el acta mientras la corregías. Mira lo nuevo y guarda otra vez.',
    en: 'Somebody changed the minutes while you were correcting them. Look at what is new and save again.',
  },
} as const;
