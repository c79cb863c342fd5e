/** Errors of signing in with an account of elsewhere: a part of `errors`. */
export const identitySentences = {
  'oidc/unreachable': {
    status: 502,
    es: '{provider} no contesta ahora mismo. Entra de otra manera o prueba en un rato.',
    en: '{provider} is not answering right now. Sign in another way or try again later.',
  },
  'oidc/refused': {
    status: 403,
    es: '{provider} no ha confirmado quién eres. Puedes empezar de nuevo o entrar de otra manera.',
    en: '{provider} did not confirm who you are. You can start again or sign in another way.',
  },
  'oidc/not-valid': {
    status: 400,
    es: 'La respuesta de {provider} no es de fiar, así que no se ha hecho nada. Empieza de nuevo.',
    en: 'The answer of {provider} cannot be trusted, so nothing was done. Start again.',
  },
  'oidc/lost': {
    status: 410,
    es: 'Ha pasado demasiado tiempo o se ha empezado en otro navegador. Empieza de nuevo.',
    en: 'Too much time has passed, or it was begun in another browser. Start again.',
  },
  'accounts/identity-taken': {
    status: 409,
    es: 'Esa cuenta de {provider} ya abre otra cuenta de aquí.',
    en: 'That account of {provider} already opens another account here.',
  },
  'accounts/last-way-in': {
    status: 409,
    es: 'Es la única manera de entrar en tu cuenta. Elige antes una contraseña o añade otra.',
    en: 'It is the only way into your account. First choose a password or add another one.',
  },
} as const;
