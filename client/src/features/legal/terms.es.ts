import type { LegalDocument } from './legal-text.js';

export const text: LegalDocument = {
  title: 'Condiciones de uso',
  inShort: [
    'Tertulia es una comunidad para aprender en compañía. La aloja una persona o una organización, que responde de ella.',
    'Trata bien a la gente, no te hagas pasar por nadie y publica solo lo que puedas publicar. Lo que escribes sigue siendo tuyo.',
    'Las máquinas ayudan y avisan; las decisiones que te apartan de una sala las toman personas y se pueden recurrir.',
  ],
  sections: [
    {
      id: 'who',
      title: 'Quién te ofrece este servicio',
      paragraphs: [
        'Cada comunidad de Tertulia la aloja alguien distinto. Quien la aloja —en adelante, «la comunidad»— decide quién puede registrarse, modera y responde ante ti. Encontrarás cómo contactar en los ajustes o preguntando a quien te invitó.',
        'El programa es software libre con licencia MIT. Sus autores no gestionan esta comunidad ni tienen acceso a tus datos.',
      ],
    },
    {
      id: 'age',
      title: 'Edad',
      paragraphs: [
        'Para registrarte debes tener al menos 16 años. Al hacerlo indicas tu franja de edad.',
        'Las personas menores de edad tienen protección adicional: no reciben mensajes directos de personas adultas fuera de las salas que comparten, no aparecen en el directorio público, figuran con alias en las clasificaciones públicas y no se las graba sin el consentimiento registrado de quien tenga su tutela.',
      ],
    },
    {
      id: 'account',
      title: 'Tu cuenta',
      paragraphs: [
        'Una cuenta es de una sola persona. Elige una contraseña larga y no la compartas. Si crees que alguien ha entrado en tu cuenta, cierra la sesión en todos los dispositivos desde los ajustes y cambia la contraseña.',
        'Con una invitación que lo permita puedes entrar solo con un nombre. Esa cuenta de visita sirve para una sala y puedes convertirla en una cuenta completa sin perder nada.',
      ],
    },
    {
      id: 'conduct',
      title: 'Cómo nos tratamos',
      paragraphs: ['En las salas se discute de ideas. No se permite:'],
      points: [
        'Acosar, amenazar, humillar o discriminar a nadie.',
        'Publicar datos privados de otra persona sin su permiso.',
        'Publicar contenido ilegal, sexual explícito o que incite a la violencia o a las autolesiones.',
        'Hacerse pasar por otra persona o por la comunidad.',
        'Enviar publicidad no deseada o intentar engañar para obtener contraseñas o dinero.',
        'Hacer trampas en las competiciones o publicar las soluciones mientras se juegan.',
        'Atacar el servicio o usar sus fallos; si encuentras uno, cuéntaselo a la comunidad.',
      ],
    },
    {
      id: 'content',
      title: 'Lo que publicas',
      paragraphs: [
        'Lo que escribes y compartes es tuyo. Permites a la comunidad guardarlo y mostrarlo a quienes puedan leer esa sala, nada más. Publica solo aquello sobre lo que tengas derecho.',
        'Puedes editarlo, exportarlo y borrarlo. Lo que borras se elimina de verdad tras un breve plazo para deshacerlo; otras personas pueden haberlo leído o copiado antes.',
      ],
    },
    {
      id: 'ai',
      title: 'Inteligencia artificial',
      paragraphs: [
        'En algunas salas participan una tutora y una moderadora automáticas. Siempre llevan «IA» en el nombre, y lo que escribe un modelo va marcado. Pueden equivocarse: comprueba lo importante.',
        'Puedes negarte a que tus textos se procesen con modelos. Nadie infiere aquí tus emociones, tu atención ni tu mirada.',
      ],
    },
    {
      id: 'moderation',
      title: 'Moderación y recursos',
      paragraphs: [
        'Las reglas automáticas pueden avisarte, retener u ocultar un mensaje o silenciarte un máximo de diez minutos. Apartarte de una sala o de la comunidad es siempre decisión de una persona.',
        'Cada decisión indica la regla, los hechos y si fue automática. Puedes recurrirla y la revisará otra persona; si se te da la razón, se restituye lo retirado.',
      ],
    },
    {
      id: 'leaving',
      title: 'Irse',
      paragraphs: [
        'Puedes dejar una sala o borrar tu cuenta cuando quieras. La comunidad puede cerrar una cuenta que incumpla estas condiciones, explicando por qué, y puede dejar de prestar el servicio avisando con tiempo para que te lleves lo tuyo.',
      ],
    },
    {
      id: 'liability',
      title: 'Responsabilidad',
      paragraphs: [
        'El servicio se ofrece tal como es. La comunidad procura que funcione y que no se pierda nada, pero no puede garantizarlo siempre. Nada de esto limita los derechos que la ley te da como consumidor.',
      ],
    },
    {
      id: 'changes',
      title: 'Cambios',
      paragraphs: [
        'Si estas condiciones cambian, verás la nueva versión antes de seguir y podrás aceptarla o marcharte con tus datos. La versión que aceptaste queda registrada con su fecha.',
      ],
    },
  ],
};
