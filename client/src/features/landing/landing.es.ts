export const words = {
  heroTitle: 'Siéntate a la mesa',
  heroLead:
    'Tertulia es un lugar para aprender en compañía: salas que perduran, donde se conversa, se acompaña y se compite en directo.',
  register: 'Crear cuenta',
  signIn: 'Entrar',
  heroNote: 'Sin instalar nada. Con una invitación, sin cuenta siquiera.',
  tableCaption: 'Así empieza una sala: alguien pone la mesa y deja un sitio libre.',
  rooms: {
    title: 'Todo pasa en una sala',
    lead: 'Una sala es un sitio al que se vuelve. Guarda la conversación, la gente y el material, y siempre hay alguien a quien preguntar.',
    cohort: { name: 'Cohorte', text: 'Un grupo que hace un curso a la vez, con sus fechas y su gente.' },
    'study-group': { name: 'Grupo de estudio', text: 'Unas pocas personas y un tema. Lo abre cualquiera.' },
    'mentor-session': { name: 'Mentoría', text: 'Quien sabe más reserva un rato para quien está empezando.' },
    competition: { name: 'Competición', text: 'Rondas con reloj, público y una clasificación que no se discute.' },
  },
  care: {
    title: 'Hecha para conversar bien',
    writing: {
      title: 'Lo que escribes no se pierde',
      text: 'Sin cobertura, en el metro, con la pestaña cerrada: se envía una sola vez y en orden en cuanto vuelves.',
    },
    people: {
      title: 'Las decisiones las toman personas',
      text: 'La IA ayuda y avisa, y siempre dice que es IA. Expulsar a alguien es cosa de personas, y se puede recurrir.',
    },
    yours: {
      title: 'Lo tuyo es tuyo',
      text: 'Lo que borras desaparece de verdad. Lo que escribes te lo puedes llevar. Ninguna página llama a terceros.',
    },
  },
  host: {
    title: 'Pon tu propia mesa',
    text: 'Tertulia es software libre. Una orden en una máquina cualquiera, con la base de datos incluida, y tu comunidad tiene casa.',
    command: 'npm start',
    note: 'Licencia MIT. En español e inglés.',
  },
  close: {
    title: 'Hay un sitio libre',
    text: 'Entra, mira qué se está hablando y quédate en la sala que te interese.',
  },
  people: { you: 'Tú', one: 'Inés', two: 'Mateo', three: 'Aroa', four: 'Farid', five: 'Lucía' },
} as const;
