import type { NoticeKind, NoticeWhat } from '../../contract/notifications.contract.js';
import type { Language } from '../../contract/words.js';

/** What a sentence may name. Words of messages are not among it: a mail that is sent can never be taken back. */
export interface Named {
  by: string;
  room: string;
  meeting: string;
  when: string;
  role: string;
  reason: string;
}
type Sentences = Readonly<Record<NoticeWhat, (named: Named) => string>>;

const es: Sentences = {
  mention: ({ by, room }) => `${by} te ha mencionado en ${room}`,
  direct: ({ by }) => `${by} te ha escrito`,
  'missed-call': ({ by }) => `${by} te ha llamado y no has contestado`,
  reply: ({ by, room }) => `${by} ha respondido en un hilo que sigues en ${room}`,
  answered: ({ room }) => `Tu pregunta en ${room} ya tiene respuesta`,
  chosen: ({ room }) => `Tu respuesta ha resuelto una pregunta en ${room}`,
  admitted: ({ meeting }) => `Ya puedes entrar en ${meeting}`,
  'meeting-day': ({ meeting, when }) => `${meeting} empieza el ${when}`,
  'meeting-soon': ({ meeting, when }) => `${meeting} está a punto de empezar: ${when}`,
  'meeting-moved': ({ meeting, when }) => `${meeting} cambia de hora. Ahora empieza el ${when}`,
  'meeting-cancelled': ({ meeting, when }) => `${meeting}, del ${when}, se ha cancelado`,
  minutes: ({ meeting, when }) => `Ya está el acta de ${meeting}, del ${when}`,
  removed: ({ room }) => `Ya no formas parte de ${room}: alguien de su equipo te ha sacado de la sala`,
  banned: ({ room }) => `El equipo de ${room} ha decidido que no puedas volver a entrar en la sala`,
  unbanned: ({ room }) => `Puedes volver a entrar en ${room}`,
  role: ({ room, role }) => `Tu papel en ${room} ha cambiado. Ahora es: ${role}`,
  muted: ({ room }) => `El equipo de ${room} te ha silenciado: por ahora no puedes escribir allí`,
  unmuted: ({ room }) => `Puedes volver a escribir en ${room}`,
  'message-hidden': ({ room }) => `El equipo de ${room} ha ocultado un mensaje tuyo`,
  'message-shown': ({ room }) => `El equipo de ${room} vuelve a mostrar un mensaje tuyo`,
  'report-acted': ({ room }) => `El equipo de ${room} ha actuado por el mensaje que señalaste`,
  'report-kept': ({ room }) => `El equipo de ${room} ha revisado el mensaje que señalaste y lo mantiene`,
  'mentor-granted': () => 'Tu mentoría está reconocida',
  'mentor-refused': () => 'Por ahora no tienes reconocimiento de mentoría',
  'platform-role': ({ role }) => `Tu papel en Tertulia ha cambiado. Ahora es: ${role}`,
  suspended: ({ reason }) => `Tu cuenta está suspendida${reason ? `. Motivo: ${reason}` : ''}`,
  readmitted: () => 'Tu cuenta vuelve a estar activa',
};
const en: Sentences = {
  mention: ({ by, room }) => `${by} mentioned you in ${room}`,
  direct: ({ by }) => `${by} wrote to you`,
  'missed-call': ({ by }) => `${by} called you and you did not answer`,
  reply: ({ by, room }) => `${by} replied in a thread that you follow in ${room}`,
  answered: ({ room }) => `Your question in ${room} has been answered`,
  chosen: ({ room }) => `Your reply answered a question in ${room}`,
  admitted: ({ meeting }) => `You can come into ${meeting}`,
  'meeting-day': ({ meeting, when }) => `${meeting} begins on ${when}`,
  'meeting-soon': ({ meeting, when }) => `${meeting} is about to begin: ${when}`,
  'meeting-moved': ({ meeting, when }) => `${meeting} has been moved. It now begins on ${when}`,
  'meeting-cancelled': ({ meeting, when }) => `${meeting} on ${when} has been cancelled`,
  minutes: ({ meeting, when }) => `The minutes of ${meeting} on ${when} are there`,
  removed: ({ room }) => `You are no longer part of ${room}: somebody of its team removed you`,
  banned: ({ room }) => `The team of ${room} decided that you cannot come back into the room`,
  unbanned: ({ room }) => `You can come into ${room} again`,
  role: ({ room, role }) => `Your role in ${room} has changed. It is now: ${role}`,
  muted: ({ room }) => `The team of ${room} muted you: for now you cannot write there`,
  unmuted: ({ room }) => `You can write in ${room} again`,
  'message-hidden': ({ room }) => `The team of ${room} hid a message of yours`,
  'message-shown': ({ room }) => `The team of ${room} shows a message of yours again`,
  'report-acted': ({ room }) => `The team of ${room} acted on the message you reported`,
  'report-kept': ({ room }) => `The team of ${room} looked at the message you reported and keeps it`,
  'mentor-granted': () => 'You are recognised as a mentor',
  'mentor-refused': () => 'For now you are not recognised as a mentor',
  'platform-role': ({ role }) => `Your role in Tertulia has changed. It is now: ${role}`,
  suspended: ({ reason }) => `Your account is suspended${reason ? `. Reason: ${reason}` : ''}`,
  readmitted: () => 'Your account is active again',
};
export const sentences: Readonly<Record<Language, Sentences>> = { es, en };

type Kinds = Readonly<Record<NoticeKind, string>>;
const kindsEs: Kinds = {
  mention: 'menciones',
  direct: 'mensajes directos y llamadas perdidas',
  reply: 'respuestas en hilos',
  answer: 'preguntas respondidas',
  membership: 'entradas a encuentros',
  meeting: 'encuentros',
  minutes: 'actas de encuentros a los que no fuiste',
  decision: 'decisiones sobre ti',
};
const kindsEn: Kinds = {
  mention: 'mentions',
  direct: 'direct messages and missed calls',
  reply: 'replies in threads',
  answer: 'answered questions',
  membership: 'being let in',
  meeting: 'meetings',
  minutes: 'minutes of meetings you were not at',
  decision: 'decisions about you',
};

const ROLES: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  es: {
    host: 'anfitrión/a',
    'co-host': 'coanfitrión/a',
    judge: 'jurado',
    learner: 'participante',
    spectator: 'público',
    member: 'miembro',
    staff: 'equipo',
    admin: 'administración',
  },
  en: {
    host: 'host',
    'co-host': 'co-host',
    judge: 'judge',
    learner: 'participant',
    spectator: 'spectator',
    member: 'member',
    staff: 'staff',
    admin: 'administrator',
  },
};
export const roleIn = (language: Language, role: string | null): string => ROLES[language][role ?? ''] ?? '';

export const frame = {
  es: {
    hello: (name: string) => `Hola, ${name}:`,
    quoted: (title: string) => `«${title}»`,
    conversation: 'vuestra conversación',
    somebody: 'Alguien',
    several: (sentence: string, count: number) => `${sentence} (${count} veces)`,
    many: (count: number) => `${count} avisos nuevos`,
    open: { one: 'Abrir', meeting: 'Entrar en la sala', minutes: 'Leer el acta', many: 'Ver mis avisos' },
    why: (kind: NoticeKind) =>
      `Recibes este correo porque quieres saber por correo de: ${kindsEs[kind]}. Se cambia en Ajustes › Avisos.`,
    appeal:
      'Si no estás de acuerdo, escribe a quien lleva la sala o a quien administra este servidor: lo mirará otra persona.',
  },
  en: {
    hello: (name: string) => `Hello ${name},`,
    quoted: (title: string) => `“${title}”`,
    conversation: 'your conversation',
    somebody: 'Somebody',
    several: (sentence: string, count: number) => `${sentence} (${count} times)`,
    many: (count: number) => `${count} new notices`,
    open: { one: 'Open', meeting: 'Go to the room', minutes: 'Read the minutes', many: 'See my notices' },
    why: (kind: NoticeKind) =>
      `You get this mail because you want to hear by mail of: ${kindsEn[kind]}. Change it under Settings › Notices.`,
    appeal: 'If you disagree, write to whoever runs the room or this server: another person will look at it.',
  },
} as const;
