/** What can be answered about the stage; part of `error-sentences.ts`. */
export const stageErrors = {
  'stage/not-ready': {
    status: 503,
    es: 'El vídeo estará listo en unos minutos. El escenario se abre solo.',
    en: 'Video will be ready in a few minutes. The stage opens by itself.',
  },
  'stage/full': {
    status: 409,
    es: 'El escenario está lleno. Puedes seguir el encuentro por el chat y volver a intentarlo.',
    en: 'The stage is full. You can follow the meeting in the chat and try again.',
  },
  'stage/not-on-stage': {
    status: 409,
    es: 'Ya no estás en el escenario. Vuelve a entrar.',
    en: 'You are no longer on the stage. Come in again.',
  },
  'stage/elsewhere': {
    status: 409,
    es: 'Has entrado en el escenario desde otro dispositivo.',
    en: 'You came onto the stage from another device.',
  },
  'stage/another-server': {
    status: 409,
    es: 'El escenario de esta sala está abierto en otro servidor y desde aquí no se llega a él.',
    en: 'The stage of this room is open on another server and cannot be reached from here.',
  },
  'stage/person-not-here': {
    status: 409,
    es: 'Esa persona ya no está en el escenario.',
    en: 'That person is no longer on the stage.',
  },
  'stage/muted': {
    status: 403,
    es: 'El equipo de la sala te ha silenciado: por ahora puedes ver y escuchar.',
    en: 'The room staff has muted you: for now you can watch and listen.',
  },
  'stage/let-in-first': {
    status: 403,
    es: 'Espera en la antesala a que te dejen pasar.',
    en: 'Wait in the waiting room until you are let in.',
  },
  'stage/locked': {
    status: 403,
    es: 'Quien dirige la sala ha reservado esto por ahora. Levanta la mano para pedirlo.',
    en: 'Whoever leads the room keeps this to themselves for now. Raise your hand to ask for it.',
  },
  'stage/no-such-track': {
    status: 404,
    es: 'Esa imagen o ese sonido ya no están.',
    en: 'That picture or sound is no longer there.',
  },
  'stage/too-many-tracks': {
    status: 409,
    es: 'Ya compartes todo lo que cabe a la vez.',
    en: 'You already share as much as fits at once.',
  },
  'stage/bad-media': {
    status: 400,
    es: 'Este navegador propone un formato de imagen o sonido que aquí no se puede usar.',
    en: 'This browser proposes a format of picture or sound that cannot be used here.',
  },
  'stage/no-slides': {
    status: 409,
    es: 'Ahora mismo nadie muestra diapositivas.',
    en: 'Nobody is showing slides right now.',
  },
  'stage/slides-taken': {
    status: 409,
    es: 'Otra persona está mostrando diapositivas. Espera a que termine.',
    en: 'Somebody else is showing slides. Wait until they have finished.',
  },
  'stage/voice-taken': {
    status: 409,
    es: 'Otra persona está hablando a todos los corrillos. Espera a que termine.',
    en: 'Somebody else is speaking to all breakouts. Wait until they have finished.',
  },
  'stage/not-a-pdf': {
    status: 400,
    es: 'Como diapositivas solo se puede mostrar un PDF de esta sala.',
    en: 'Only a PDF of this room can be shown as slides.',
  },
} as const;

/** About calls. */
export const callErrors = {
  'calls/over': {
    status: 409,
    es: 'Esa llamada ya ha terminado.',
    en: 'That call is already over.',
  },
  'calls/nobody': {
    status: 409,
    es: 'Aquí no hay nadie más a quien llamar.',
    en: 'There is nobody else here to call.',
  },
} as const;

/** About captions. */
export const captionErrors = {
  'captions/muted': {
    status: 409,
    es: 'Tu micrófono está apagado: no hay voz que subtitular.',
    en: 'Your microphone is off: there is no voice to caption.',
  },
  'captions/of-age': {
    status: 403,
    es: 'Solo se subtitula la voz de quien tiene cuenta y ha cumplido 18 años. Los subtítulos se pueden escribir a mano.',
    en: 'Only voices of people with an account who are 18 or older are captioned. Captions can be typed by hand.',
  },
  'captions/no-endpoint': {
    status: 409,
    es: 'Este servidor no tiene ningún servicio que pase la voz a texto. Los subtítulos se pueden escribir a mano.',
    en: 'This server has no service that turns speech into text. Captions can be typed by hand.',
  },
  'captions/behind': {
    status: 429,
    es: 'El servicio de subtítulos va con retraso. Vuelve a activarlos dentro de un momento.',
    en: 'The caption service is running behind. Turn captions on again in a moment.',
  },
} as const;
