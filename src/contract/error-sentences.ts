import type { ErrorCode, ErrorDetails } from './errors.contract.js';
import { meetingErrors } from './meeting-sentences.js';
import { orderErrors } from './order-sentences.js';
import { accessSentences } from './access-sentences.js';
import { identitySentences } from './identity-sentences.js';
import { breakoutErrors } from './breakout-sentences.js';
import { chatErrors } from './chat-sentences.js';
import { recordingErrors } from './recording-sentences.js';
import { searchErrors } from './search-sentences.js';
import { callErrors, captionErrors, stageErrors } from './stage-sentences.js';
import { uploadErrors } from './upload-sentences.js';

/**
 * Every error a client can meet: its HTTP status and its sentence in both languages.
 * `{n}`-style placeholders are filled from `details` (see `sentenceOf`).
 */
export const errors = {
  // platform
  'invalid-input': {
    status: 400,
    es: 'Algo de lo enviado no es válido: {field}.',
    en: 'Something that was sent is not valid: {field}.',
  },
  'not-signed-in': {
    status: 401,
    es: 'Tu sesión ha terminado. Entra de nuevo.',
    en: 'Your session has ended. Sign in again.',
  },
  'not-allowed': { status: 403, es: 'No tienes permiso para hacer esto.', en: 'You are not allowed to do this.' },
  'not-found': { status: 404, es: 'No existe o no puedes verlo.', en: 'It does not exist or you cannot see it.' },
  'wrong-origin': {
    status: 403,
    es: 'Esta página no puede conectarse con este servidor.',
    en: 'This page may not connect to this server.',
  },
  'too-fast': {
    status: 429,
    es: 'Demasiado deprisa. Prueba otra vez en {retryAfter} s.',
    en: 'Too fast. Try again in {retryAfter} s.',
  },
  'too-large': { status: 413, es: 'Es demasiado grande.', en: 'It is too large.' },
  'key-reused': {
    status: 409,
    es: 'Esta orden ya se usó con otro contenido.',
    en: 'This command was already used with other content.',
  },
  'try-again': {
    status: 503,
    es: 'Ahora mismo no se puede guardar. Prueba otra vez en unos segundos.',
    en: 'It cannot be saved right now. Try again in a few seconds.',
  },
  busy: {
    status: 503,
    es: 'Hay demasiado movimiento ahora mismo. Prueba otra vez en {retryAfter} s.',
    en: 'Too much is going on right now. Try again in {retryAfter} s.',
  },
  'disk-full': {
    status: 507,
    es: 'El servidor no tiene espacio en disco. No se ha guardado nada; avisa a quien lo administra.',
    en: 'The server has no disk space left. Nothing was saved; tell whoever runs it.',
  },
  'shutting-down': {
    status: 503,
    es: 'El servidor se está reiniciando. Vuelve en unos segundos.',
    en: 'The server is restarting. Come back in a few seconds.',
  },
  'old-client': {
    status: 426,
    es: 'Hay una versión nueva. Recarga la página: lo que escribiste se conserva.',
    en: 'There is a new version. Reload the page: what you wrote is kept.',
  },
  'unknown-command': {
    status: 400,
    es: 'El servidor no conoce esta orden.',
    en: 'The server does not know this command.',
  },
  'too-many-streams': {
    status: 409,
    es: 'Hay demasiadas salas abiertas a la vez en esta ventana.',
    en: 'Too many rooms are open at once in this window.',
  },
  internal: {
    status: 500,
    es: 'Algo ha fallado por nuestra parte. Ya ha quedado anotado.',
    en: 'Something failed on our side. It has been noted.',
  },

  // accounts
  'accounts/email-taken': {
    status: 409,
    es: 'Ya hay una cuenta con ese correo. Entra con ella.',
    en: 'There is already an account with that address. Sign in with it.',
  },
  'accounts/wrong-credentials': {
    status: 401,
    es: 'El correo o la contraseña no coinciden.',
    en: 'Address or password do not match.',
  },
  'accounts/wrong-password': {
    status: 403,
    es: 'La contraseña actual no es esa.',
    en: 'That is not the current password.',
  },
  'accounts/weak-password': {
    status: 400,
    es: 'Esa contraseña es demasiado fácil de adivinar.',
    en: 'That password is too easy to guess.',
  },
  'accounts/too-young': {
    status: 403,
    es: 'Para tener una cuenta hay que tener al menos {minAge} años.',
    en: 'You must be at least {minAge} years old to have an account.',
  },
  'accounts/terms-not-accepted': {
    status: 400,
    es: 'Para crear la cuenta hay que aceptar los términos.',
    en: 'To make the account you have to accept the terms.',
  },
  'accounts/registration-closed': {
    status: 403,
    es: 'Aquí no se crean cuentas nuevas. Pide una a quien lo administra.',
    en: 'No new accounts are made here. Ask whoever runs it for one.',
  },
  'accounts/invite-needed': {
    status: 403,
    es: 'Para crear una cuenta aquí hace falta una invitación.',
    en: 'You need an invitation to make an account here.',
  },
  'accounts/banned': {
    status: 403,
    es: 'Esta cuenta está suspendida: {reason}',
    en: 'This account is suspended: {reason}',
  },
  'accounts/setup-done': {
    status: 409,
    es: 'Ya hay quien administra este servidor.',
    en: 'This server already has an administrator.',
  },
  'accounts/wrong-setup-code': {
    status: 403,
    es: 'Ese código no es el que se mostró al arrancar.',
    en: 'That is not the code shown at the start.',
  },
  'accounts/session-reused': {
    status: 401,
    es: 'Por seguridad se han cerrado tus sesiones: una clave ya usada apareció de nuevo.',
    en: 'Your sessions were closed to keep you safe: a key that had been used appeared again.',
  },
  'accounts/not-for-guests': {
    status: 403,
    es: 'Para esto hace falta una cuenta. Crear una conserva todo lo que ya hiciste.',
    en: 'This needs an account. Making one keeps everything you already did.',
  },
  'accounts/bad-image': {
    status: 400,
    es: 'Esa imagen no se puede leer. Prueba con JPEG, PNG o WebP de hasta 5 MB.',
    en: 'That image cannot be read. Try JPEG, PNG or WebP up to 5 MB.',
  },
  'accounts/last-admin': {
    status: 409,
    es: 'Tiene que quedar al menos una persona que administre.',
    en: 'At least one administrator has to remain.',
  },

  // rooms
  'rooms/not-a-member': { status: 403, es: 'No participas en esta sala.', en: 'You are not a member of this room.' },
  'rooms/archived': {
    status: 409,
    es: 'La sala está archivada: se puede leer, pero no cambiar.',
    en: 'The room is archived: it can be read but not changed.',
  },
  'rooms/full': {
    status: 409,
    es: 'La sala está llena ({capacity} personas). Puedes entrar como público.',
    en: 'The room is full ({capacity} people). You can come in as a spectator.',
  },
  'rooms/banned': { status: 403, es: 'No puedes volver a esta sala.', en: 'You cannot come back to this room.' },
  'rooms/kind-not-allowed': {
    status: 403,
    es: 'Tu cuenta no puede crear salas de este tipo.',
    en: 'Your account cannot create rooms of this kind.',
  },
  'rooms/last-host': {
    status: 409,
    es: 'Eres la última persona anfitriona. Nombra antes a otra.',
    en: 'You are the last host. Name another one first.',
  },
  'rooms/invite-invalid': {
    status: 404,
    es: 'Esta invitación ya no vale: ha caducado, se ha usado o se ha retirado.',
    en: 'This invitation is no longer valid: it has expired, was used up or was withdrawn.',
  },
  'rooms/guests-not-allowed': {
    status: 403,
    es: 'Con esta invitación hay que entrar con una cuenta.',
    en: 'This invitation needs an account.',
  },
  // One answer for every reason: a minor with whom no room is shared, a suspended account, somebody who blocks.
  'rooms/no-direct': {
    status: 403,
    es: 'A esta persona no se le puede escribir en privado.',
    en: 'This person cannot be written to privately.',
  },
  'rooms/copy-gone': {
    status: 410,
    es: 'Esta copia ya no está: se puede descargar durante una hora. Pide otra en la sala.',
    en: 'This copy is gone: it can be downloaded for an hour. Ask for another one in the room.',
  },
  'rooms/no-group': {
    status: 403,
    es: 'Con estas personas no se puede abrir una conversación: a alguna no se le puede escribir en privado.',
    en: 'A conversation with these people cannot be opened: one of them cannot be written to privately.',
  },
  'rooms/person-not-in-room': {
    status: 404,
    es: 'Esa persona no está en la sala.',
    en: 'That person is not in the room.',
  },
  'rooms/role-not-for-kind': {
    status: 400,
    es: 'Ese papel no existe en este tipo de sala.',
    en: 'That role does not exist in this kind of room.',
  },

  ...meetingErrors,
  ...breakoutErrors,
  ...stageErrors,
  ...callErrors,
  ...recordingErrors,
  ...captionErrors,

  'profiles/too-many-ties': {
    status: 409,
    es: 'Ya sigues y bloqueas a {max} personas. Deja antes a alguna.',
    en: 'You already follow and block {max} people. Let go of somebody first.',
  },
  ...chatErrors,
  ...orderErrors,
  ...accessSentences,
  ...identitySentences,
  ...uploadErrors,
  ...searchErrors,
} as const;

/** The sentence of an error with its placeholders filled. */
export function sentenceOf(code: ErrorCode, language: 'es' | 'en', details: ErrorDetails = {}): string {
  return errors[code][language].replace(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? ''));
}
