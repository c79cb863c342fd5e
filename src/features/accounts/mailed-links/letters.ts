import type { Language } from '../../../contract/words.js';
import type { Letter } from '../../../platform/mail/mail.types.js';

interface Person {
  readonly name: string;
  readonly language: Language;
}
const to = ({ name }: Person, email: string) => ({ name, email });

export function verifyLetter(person: Person, email: string, url: string): Letter {
  const es = person.language === 'es';
  return {
    to: to(person, email),
    language: person.language,
    subject: es ? 'Confirma tu correo' : 'Confirm your address',
    paragraphs: es
      ? [`Hola, ${person.name}:`, 'Confirma que este correo es tuyo. El enlace vale 24 horas.']
      : [`Hello ${person.name},`, 'Confirm that this address is yours. The link works for 24 hours.'],
    action: { label: es ? 'Confirmar mi correo' : 'Confirm my address', url },
    small: [
      es
        ? 'Si no has creado una cuenta en Tertulia con este correo, no hagas nada: sin tu confirmación nadie lo usará como suyo.'
        : 'If you did not make an account in Tertulia with this address, do nothing: without your confirmation nobody uses it as theirs.',
    ],
  };
}

export function resetLetter(person: Person, email: string, url: string): Letter {
  const es = person.language === 'es';
  return {
    to: to(person, email),
    language: person.language,
    subject: es ? 'Elige una contraseña nueva' : 'Choose a new password',
    paragraphs: es
      ? [
          `Hola, ${person.name}:`,
          'Alguien ha pedido cambiar la contraseña de tu cuenta. El enlace vale una hora y una sola vez; al usarlo se cierran todas tus sesiones.',
        ]
      : [
          `Hello ${person.name},`,
          'Somebody asked to change the password of your account. The link works for one hour and only once; using it signs you out everywhere.',
        ],
    action: { label: es ? 'Elegir otra contraseña' : 'Choose another password', url },
    small: [
      es
        ? 'Si no has sido tú, no hagas nada: tu contraseña sigue siendo la misma.'
        : 'If it was not you, do nothing: your password stays as it is.',
    ],
  };
}

/** To the former address: whoever has lost the account learns of it there. */
export function addressChangedLetter(person: Person, former: string, url: string): Letter {
  const es = person.language === 'es';
  return {
    to: to(person, former),
    language: person.language,
    subject: es ? 'Tu cuenta ya no usa este correo' : 'Your account no longer uses this address',
    paragraphs: es
      ? [
          `Hola, ${person.name}:`,
          'El correo de tu cuenta se ha cambiado por otro. A partir de ahora lo que te enviemos llegará allí.',
        ]
      : [
          `Hello ${person.name},`,
          'The address of your account was changed to another one. From now on our mail goes there.',
        ],
    action: { label: es ? 'Abrir Tertulia' : 'Open Tertulia', url },
    small: [
      es
        ? 'Si no has sido tú, escribe enseguida a quien administra este servidor.'
        : 'If it was not you, write at once to whoever runs this server.',
    ],
  };
}

export function testLetter(person: Person, email: string, url: string): Letter {
  const es = person.language === 'es';
  return {
    to: to(person, email),
    language: person.language,
    subject: es ? 'El correo funciona' : 'Mail works',
    paragraphs: es
      ? [`Hola, ${person.name}:`, 'Este es el correo de prueba que acabas de pedir. Así se ven los demás.']
      : [`Hello ${person.name},`, 'This is the test mail you just asked for. The others look like it.'],
    action: { label: es ? 'Abrir Tertulia' : 'Open Tertulia', url },
    small: [es ? 'Lo has pedido en Administración › Correo.' : 'You asked for it under Administration › Mail.'],
  };
}
