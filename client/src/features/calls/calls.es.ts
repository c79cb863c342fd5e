export const words = {
  calls: '{{name}} te llama',
  callsTitle: '{{name}} te llama',
  with: 'Con {{names}}',
  accept: 'Contestar',
  decline: 'Rechazar',
  silent: 'Suena en silencio: son tus horas tranquilas.',
  state: {
    ringing: 'Llamando a {{names}}…',
    coming: '{{names}}: entrando…',
    declined: '{{names}}: ahora no puede hablar.',
    busy: '{{names}}: en otra llamada.',
    missed: '{{names}}: sin respuesta.',
  },
  again: 'Llamar otra vez',
};
