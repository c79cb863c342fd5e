export const words = {
  stage: 'Escenario',
  enter: 'Entrar al escenario',
  enterShort: 'Entrar',
  open: 'El escenario está abierto.',
  people_one: '{{count}} persona en el escenario.',
  people_other: '{{count}} personas en el escenario.',
  recorded: 'Se está grabando.',
  recordingPaused: 'La grabación está en pausa.',
  preparing: 'El vídeo estará listo en unos minutos.',
};
