export const words = {
  title: 'Vídeo',
  ready: 'Listo: las personas de una sala pueden verse y oírse.',
  preparing: 'Se está preparando. El escenario de las salas se abrirá solo.',
  fetching: 'Se está descargando el programa que lo lleva. El escenario de las salas se abrirá solo.',
  building:
    'Se está construyendo el programa que lo lleva. Tarda unos minutos y no frena lo demás; el escenario de las salas se abrirá solo.',
  progress: 'Hecho: {{percent}} %',
  lack: {
    off: 'Está apagado en los ajustes de la instalación. Se enciende con:',
    setting: 'El programa que dicen los ajustes no funciona en esta máquina. Elige otro, o deja el ajuste vacío:',
    'no-tools':
      'Falta el programa que lo lleva y aquí no hay con qué conseguirlo. Pon uno y di en los ajustes dónde está:',
    'not-here':
      'Falta el programa que lo lleva: no se ha podido descargar ni construir. En la carpeta de Tertulia, ejecuta:',
  },
  line: 'Lo que ayuda',
  copy: 'Copiar',
  copied: 'Copiado.',
  notCopied: 'No se ha podido copiar. Selecciona el texto y cópialo a mano.',
  program: 'Programa',
  mediasoup: 'mediasoup {{version}}',
  addresses: 'Direcciones',
  reach: 'Se llega desde',
  reaches: {
    machine: 'solo esta máquina',
    network:
      'solo la red de esta máquina. Si alguien entra desde fuera, pon la dirección pública en el ajuste STAGE_ADDRESS',
    internet: 'cualquier sitio',
  },
  ports: 'Puertos',
  onePort: '{{first}}, por UDP y TCP',
  somePorts: 'del {{first}} al {{last}}, por UDP y TCP',
  anyPort: 'los que estén libres. Detrás de un cortafuegos, fija el primero en el ajuste STAGE_PORT',
  relays: 'Repetidores',
  noRelays: 'ninguno',
  refused: '{{url}} (no se usa: está en una red privada)',
  capacity: 'Caben a la vez',
  both: '{{rooms}} salas de {{people}} o una de {{most}}, con {{tiles}} mosaicos cada persona',
  bothOne: 'una sala de {{people}} o una de {{most}}, con {{tiles}} mosaicos cada persona',
  largestOnly: 'una sala de {{most}}, con {{tiles}} mosaicos cada persona',
  takes:
    'Hacen falta unos {{mbits}} Mbit/s de salida. Medido en esta máquina: {{packets}} paquetes por segundo y núcleo.',
  unmeasured: 'sin medir todavía; se mide sola un minuto después de empezar',
  test: 'Probar las direcciones',
  testing: 'El servidor se llama a sí mismo por cada dirección que anuncia.',
  results: 'Resultado de la prueba',
  answered: '{{where}} por {{protocol}}: respondió en {{ms}} ms',
  silent: '{{where}} por {{protocol}}: no respondió',
  nothing: 'Ahora no hay ningún programa de vídeo en marcha que probar.',
  fromInside:
    'Algunos routers no dejan llamar desde dentro a la dirección de fuera: antes de cambiar nada, prueba también desde otra red.',
} as const;
