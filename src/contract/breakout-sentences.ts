/** What can be answered about breakouts; part of `error-sentences.ts`. */
export const breakoutErrors = {
  'breakouts/no-meeting': {
    status: 409,
    es: 'Los corrillos se abren durante un encuentro. Cuando haya alguien en la sala, prueba otra vez.',
    en: 'Breakouts open during a meeting. When somebody is in the room, try again.',
  },
  'breakouts/open-already': {
    status: 409,
    es: 'Ya hay corrillos abiertos. Ciérralos antes de abrir otros.',
    en: 'Breakouts are already open. Close them before opening others.',
  },
  'breakouts/none-open': {
    status: 409,
    es: 'Los corrillos ya se han cerrado.',
    en: 'The breakouts are closed by now.',
  },
  'breakouts/no-such-room': {
    status: 404,
    es: 'Ese corrillo ya no está abierto.',
    en: 'That breakout is no longer open.',
  },
  'breakouts/not-yours-to-choose': {
    status: 403,
    es: 'Esta vez reparte quien dirige. Pídele que te cambie de corrillo.',
    en: 'This time whoever leads decides who sits where. Ask them to move you.',
  },
  'breakouts/leads-everywhere': {
    status: 409,
    es: 'Quien dirige entra en todos los corrillos y no tiene sitio en ninguno.',
    en: 'Whoever leads comes into all breakouts and has no seat in any.',
  },
  'breakouts/not-seated': {
    status: 409,
    es: 'No estás en ningún corrillo.',
    en: 'You are not in any breakout.',
  },
  'breakouts/in-the-main-room': {
    status: 403,
    es: 'Eso se hace en la sala principal, no en un corrillo.',
    en: 'That is done in the main room, not in a breakout.',
  },
} as const;
