export const words = {
  title: 'Inicio',
  hello: 'Hola, {{name}}',
  saved: 'Guardados',
  live: { title: 'Está pasando ahora', enter: 'Entrar' },
  missed: { title: 'Lo que te has perdido' },
  calm: {
    title: 'Todo leído',
    text: 'No te has perdido nada. Tus salas siguen donde las dejaste.',
    rooms: 'Ir a mis salas',
  },
  recent: { title: 'Tus salas', all: 'Ver todas' },
  todo: {
    title: 'Una cosa por hacer',
    photo: { text: 'Pon tu foto: en la mesa se conversa mejor con caras.', action: 'Elegir una foto' },
    about: { text: 'Cuenta en dos frases qué te interesa, para que te reconozcan.', action: 'Escribir sobre mí' },
    guest: {
      text: 'Participas con invitación. Con una cuenta conservas tu sitio y todo lo que has escrito.',
      action: 'Crear cuenta y conservar todo',
    },
    invite: { text: 'En «{{room}}» todavía estás a solas. Invita a alguien a la mesa.', action: 'Invitar' },
    create: { text: 'Abre tu propia mesa: una sala para lo que estás aprendiendo.', action: 'Crear una sala' },
  },
  newcomer: {
    lead: 'Elige una sala y siéntate, o abre la tuya.',
    rooms: 'Salas abiertas',
    all: 'Ver todas',
    create: 'Crear una sala',
    emptyTitle: 'Todavía no hay salas públicas',
    emptyText: 'Abre la primera e invita a alguien: con dos personas ya hay tertulia.',
  },
} as const;
