/** Errors of addresses, access tokens and mail: a part of `errors`. */
export const accessSentences = {
  'accounts/link-expired': {
    status: 410,
    es: 'Este enlace ya no vale: ha caducado, se ha usado o el correo ha cambiado. Pide otro.',
    en: 'This link is no longer valid: it has expired, was used, or the address has changed. Ask for another.',
  },
  'accounts/unverified-mail': {
    status: 403,
    es: 'Antes confirma tu correo con el enlace que te enviamos.',
    en: 'First confirm your address with the link we sent you.',
  },
  'accounts/already-verified': {
    status: 409,
    es: 'Tu correo ya está confirmado.',
    en: 'Your address is already confirmed.',
  },
  'accounts/token-scope': {
    status: 403,
    es: 'Esta clave de acceso no permite hacer esto.',
    en: 'This access token does not allow this.',
  },
  'accounts/too-many-tokens': {
    status: 409,
    es: 'Ya tienes {max} claves de acceso. Retira una antes de crear otra.',
    en: 'You already have {max} access tokens. Revoke one before making another.',
  },

  'accounts/export-too-soon': {
    status: 429,
    es: 'Ya has pedido una copia hoy. Podrás pedir otra mañana.',
    en: 'You have already asked for a copy today. You can ask for another one tomorrow.',
  },
  'accounts/export-gone': {
    status: 410,
    es: 'Esta copia ya no está: se puede descargar durante un día. Pide otra.',
    en: 'This copy is gone: it can be downloaded for a day. Ask for another one.',
  },

  // mail
  'mail/not-written': {
    status: 500,
    es: 'El correo no se ha podido preparar. El registro del servidor dice por qué.',
    en: 'The mail could not be prepared. The log of the server says why.',
  },
  'mail/unreachable': {
    status: 502,
    es: 'No se ha podido hablar con el servidor de correo. Revisa SMTP_URL y que esté encendido.',
    en: 'The mail server could not be reached. Check SMTP_URL and that it is running.',
  },
  'mail/not-encrypted': {
    status: 502,
    es: 'El servidor de correo no cifra la conexión, así que no se le ha enviado nada.',
    en: 'The mail server does not encrypt the connection, so nothing was sent to it.',
  },
  'mail/wrong-login': {
    status: 502,
    es: 'El servidor de correo no acepta el usuario o la contraseña de SMTP_URL.',
    en: 'The mail server does not accept the user or password of SMTP_URL.',
  },
  'mail/refused': {
    status: 502,
    es: 'El servidor de correo ha rechazado el mensaje (respuesta {answer}).',
    en: 'The mail server refused the message (answer {answer}).',
  },
  'mail/put-off': {
    status: 502,
    es: 'El servidor de correo pide que se pruebe más tarde (respuesta {answer}).',
    en: 'The mail server asks to try again later (answer {answer}).',
  },
  'mail/too-slow': {
    status: 502,
    es: 'El servidor de correo no ha contestado a tiempo.',
    en: 'The mail server did not answer in time.',
  },
} as const;
