export const words = {
  title: 'Guardados',
  lead: 'Mensajes que quieres volver a encontrar. Solo los ves tú.',
  open: 'Guardados',
  goTo: 'Ir al mensaje',
  giveBack: 'Quitar de guardados',
  givenBack: 'Ya no está en tus guardados.',
  in: 'en {{room}}',
  more: 'Ver más',
  emptyTitle: 'Aún no guardas ningún mensaje',
  emptyText: 'En las acciones de cualquier mensaje, elige «Guardar el mensaje» y lo encontrarás aquí.',
  toRooms: 'Ir a las salas',
} as const;
