export const words = {
  off: 'Silenciar los avisos de esta sala',
  on: 'Volver a recibir avisos de esta sala',
  isOff: 'No recibirás avisos de esta sala. Lo que se decida sobre ti sí te llegará.',
  isOn: 'Volverás a recibir avisos de esta sala.',
} as const;
