import type { LegalDocument } from './legal-text.js';

export const text: LegalDocument = {
  title: 'Política de privacidad',
  inShort: [
    'Guardamos lo que hace falta para que puedas conversar y volver: tu nombre, tu correo, lo que escribes y cuándo estuviste.',
    'No hay publicidad ni rastreo, y tu navegador no pide nada a otros sitios si no pulsas algo que lo avisa.',
    'Lo que borras desaparece; lo que escribes te lo puedes llevar.',
  ],
  sections: [
    {
      id: 'responsible',
      title: 'Quién responde de tus datos',
      paragraphs: [
        'La persona u organización que aloja esta comunidad es la responsable del tratamiento. Puedes dirigirte a ella para cualquier cosa de esta página. Quienes escriben el programa no reciben tus datos.',
      ],
    },
    {
      id: 'data',
      title: 'Qué guardamos',
      paragraphs: ['Solo lo necesario, y lo que tú decides poner:'],
      points: [
        'De tu cuenta: nombre, correo, contraseña cifrada de forma irreversible, franja de edad, idioma, zona horaria, foto si la pones y la versión de las condiciones que aceptaste.',
        'De tu perfil: lo que cuentas de ti, con quién lo compartes, a quién sigues y a quién bloqueas.',
        'De lo que haces: salas en las que estás, tu papel en ellas, mensajes, borradores, archivos, mensajes guardados, reacciones, hasta dónde has leído, cuándo entraste y saliste, y si vas a los encuentros.',
        'De los encuentros que se graban, si dices que sí: tu voz, tu cámara, las pantallas que compartas y tus subtítulos, hasta que te quites de la grabación o se borre. Fuera de una grabación, los subtítulos no se guardan.',
        'De tus dispositivos: sesiones abiertas, con la dirección de red y el navegador, durante 30 días como máximo.',
        'De la moderación: avisos, decisiones y recursos, con su motivo.',
      ],
    },
    {
      id: 'purpose',
      title: 'Para qué y con qué base',
      paragraphs: [
        'Para prestarte el servicio que pides al registrarte (ejecución del contrato); para mantenerlo seguro y moderado (interés legítimo); para cumplir obligaciones legales; y, en lo que sea opcional, con tu consentimiento, que puedes retirar cuando quieras.',
      ],
    },
    {
      id: 'who-sees',
      title: 'Quién ve qué',
      paragraphs: [
        'Lo que escribes en una sala lo ven quienes pueden leer esa sala. Quienes la llevan ven además lo retenido, el historial de ediciones y los mensajes de los que alguien avisa. Tu correo no se muestra a otras personas. La administración puede ver las cuentas, no tu contraseña.',
        'El buscador encuentra a cada cual solo lo que ya podía leer. Guarda para eso un índice de mensajes, nombres de archivos, salas y personas, y no anota qué busca nadie.',
      ],
    },
    {
      id: 'ai',
      title: 'Inteligencia artificial',
      paragraphs: [
        'Si la comunidad ha configurado un modelo externo, la tutora y la moderadora le envían el texto que necesitan para responder o revisar. La lista de servicios y lo que recibe cada uno está a la vista en la administración. Puedes negarte a que tus textos se procesen así; las reglas automáticas sencillas se aplican igualmente.',
        'No se infieren emociones, atención ni mirada, ni se te puntúa en secreto.',
      ],
    },
    {
      id: 'others',
      title: 'Terceros',
      paragraphs: [
        'No vendemos ni cedemos datos. Tipografías, iconos e imágenes salen de aquí, y tu navegador no hace peticiones a otros sitios por su cuenta. Si la comunidad usa un servicio de correo, de almacenamiento, de búsqueda, de inicio de sesión o un modelo, actúa por su cuenta y bajo contrato. La página de servicios externos dice cuáles están en uso.',
      ],
      points: [
        'Enlaces: cuando alguien escribe uno, lo visita el servidor de la comunidad, no tu navegador, para enseñar su título, una frase y una imagen. El otro sitio ve la dirección de la comunidad, no la tuya ni la de quien lo escribió. La vista previa se borra con el mensaje, y quien lo escribió puede quitarla antes.',
        'Vídeos: los de YouTube, Vimeo y algunos sitios de PeerTube se pueden abrir aquí. Hasta que pulsas «Abrir aquí» no se les pide nada; a partir de entonces tu navegador se conecta con ese sitio y vale su política de privacidad.',
        'Correo: te escribimos para confirmar tu dirección, recuperar tu contraseña y avisarte de lo que elijas en los ajustes. Los avisos dicen quién, dónde y cuándo, no lo que se ha escrito, y cada uno se puede dejar de recibir con un solo paso. No llevan imágenes ni nada que diga si los has abierto.',
      ],
    },
    {
      id: 'device',
      title: 'Lo que queda en tu dispositivo',
      paragraphs: [
        'Una cookie imprescindible mantiene tu sesión. El navegador guarda además tus preferencias, tus borradores y los mensajes pendientes de enviar, para que no se pierda nada sin conexión. Se borran al cerrar la sesión en ese dispositivo. No hay cookies de seguimiento, así que no te pedimos permiso para ellas.',
      ],
    },
    {
      id: 'retention',
      title: 'Cuánto tiempo',
      paragraphs: [
        'Los mensajes, mientras exista la sala o según el plazo que esta fije. Las direcciones de red y los navegadores, 30 días. Lo que borras se elimina de la base de datos, de los índices de búsqueda y de los ficheros; puede seguir en copias de seguridad hasta que se renuevan.',
      ],
    },
    {
      id: 'minors',
      title: 'Menores',
      paragraphs: [
        'Hace falta tener 16 años para registrarse. Las personas menores de edad no aparecen en el directorio público y no se las graba sin el consentimiento registrado de quien tenga su tutela.',
      ],
    },
    {
      id: 'rights',
      title: 'Tus derechos',
      paragraphs: [
        'Puedes ver, corregir, exportar y borrar tus datos desde los ajustes, u oponerte a un tratamiento escribiendo a la comunidad. Si no quedas conforme, puedes reclamar ante la autoridad de protección de datos de tu país.',
      ],
    },
    {
      id: 'changes',
      title: 'Cambios',
      paragraphs: ['Si esta política cambia, verás la nueva versión antes de seguir usando la comunidad.'],
    },
  ],
};
