/** What is said when somebody asks that something happen. */
export const lifeLines: readonly { text: string; answers?: true; reactions?: readonly string[] }[] = [
  { text: 'Buenas. ¿Quién anda por aquí?', reactions: ['👋', '👋'] },
  { text: 'Yo, con café y pocas luces.', answers: true, reactions: ['☕'] },
  { text: 'Acabo de leer el resumen. Me queda una duda con la segunda tabla.' },
  { text: '¿La de las quejas? A mí también me costó.', answers: true },
  { text: 'Se entiende mejor si miras primero cuántas personas hay en cada fila.', answers: true, reactions: ['💡', '🙏'] },
  { text: 'Ah, claro. Con doce personas cualquier porcentaje se pone nervioso.', answers: true, reactions: ['😂', '💯', '😂'] },
  { text: 'Propongo que lo escribamos en la puerta.', reactions: ['📌'] },
  { text: 'Por cierto, esta tarde pruebo la idea de pedirle al modelo que **critique** antes de escribir.' },
  { text: 'Cuenta qué sale, aunque salga mal.', answers: true, reactions: ['👍', '❤️'] },
  { text: 'Sobre todo si sale mal.', answers: true, reactions: ['🔥', '😄'] },
  { text: '```python\nprint("prometido")\n```', answers: true, reactions: ['👏'] },
  { text: 'Me voy a una reunión que podía haber sido un mensaje. Ahora vuelvo.', reactions: ['🫡', '😂'] },
];
