/** Sentences about order in a room; part of `errors`. */
export const orderErrors = {
  'chat/announcements': {
    status: 403,
    es: 'Aquí solo publica el equipo de la sala. Puedes reaccionar.',
    en: 'Only the room staff posts here. You can react.',
  },
  'chat/slow-mode': {
    status: 429,
    es: 'Modo pausado: podrás escribir otra vez en {retryAfter} s.',
    en: 'Slow mode: you can write again in {retryAfter} s.',
  },
  'chat/muted': {
    status: 403,
    es: 'El equipo de la sala te ha silenciado: por ahora puedes leer, pero no escribir.',
    en: 'The room staff has muted you: for now you can read but not write.',
  },
  'chat/hidden': {
    status: 409,
    es: 'El equipo de la sala ha ocultado este mensaje.',
    en: 'The room staff has hidden this message.',
  },
  'chat/already-reported': {
    status: 409,
    es: 'Ya has avisado de este mensaje. El equipo de la sala lo mirará.',
    en: 'You have already reported this message. The room staff will look at it.',
  },
  'chat/report-closed': {
    status: 409,
    es: 'Alguien del equipo ya ha resuelto este informe.',
    en: 'Somebody of the staff has already settled this report.',
  },
} as const;
