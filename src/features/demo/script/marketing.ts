import type { DemoRoom } from '../demo.types.js';

const REPORT = `Os dejo el resumen largo de la semana, para quien no pudo venir:

## Lo que probamos
1. Pedir al modelo **veinte** titulares y quedarnos con tres a mano.
2. Pedirle que los *critique* antes de elegir, con una rúbrica nuestra.
3. Dejarle elegir solo.

## Lo que salió
| vía | clics | quejas |
|---|---|---|
| a mano | 2,1 % | 0 |
| con rúbrica | 2,9 % | 1 |
| solo | 2,8 % | 6 |

La diferencia entre la segunda y la tercera no está en los clics, está en las **quejas**: el modelo solo acaba prometiendo cosas que no vendemos. La rúbrica lo frena porque le obliga a decir qué parte del titular está en la ficha del producto y cuál no.

## Lo que queda
- Repetirlo con la lista de correo pequeña, que con 400 personas cualquier cosa parece un hallazgo.
- Escribir la rúbrica en una página y traerla el jueves.
- Decidir quién mira las quejas. Propongo turnos.

Si algo no se entiende, decidlo aquí y lo reescribo: prefiero tardar yo una vez que todos cinco.`;

export const marketing: DemoRoom = {
  kind: 'cohort',
  title: 'IA para marketing',
  about: 'Ocho semanas para usar modelos de lenguaje en campañas reales sin engañar a nadie, ni a nosotros mismos.',
  language: 'es',
  visibility: 'public',
  host: 'lucia',
  members: { 'co-host': 'mateo', learner: 'amaia dario wanjiru tomas ines joao irene ruben marisol gael', spectator: 'bruno' },
  meets: 'lucia amaia tomas ines ruben marisol',
  unread: { amaia: 7, dario: 12, joao: 3, tomas: 20, lucia: 4 },
  lines: [
    [10, '08:58', 'lucia', 'Bienvenidas y bienvenidos. Esta es nuestra sala: se queda abierta toda la cohorte, también entre encuentros. Empezad por presentaros en dos líneas: **qué vendéis o contáis** y **qué número os gustaría entender mejor**.', { id: 'hola', react: { '👋': 'amaia dario wanjiru tomas ines joao irene', '❤️': 'marisol' } }],
    [10, '09:03', 'amaia', 'Soy Amaia, escribo para una editorial pequeña. El número que me persigue: cuánta gente abre el boletín y por qué baja los lunes.', { id: 'amaia1', react: { '👋': 'lucia ines' } }],
    [10, '09:05', 'dario', 'Darío, Rosario. Vendo vinilos usados. Quiero saber si el *lo escuché y pensé en vos* que pongo en cada correo vende o solo me gusta a mí.', { react: { '😂': 'amaia gael ruben', '👋': 'lucia' } }],
    [10, '09:11', 'joao', 'João, Lisboa. Trabajo para una cooperativa de turismo. Mi número es la estancia media: sube cuando no hacemos nada y baja cuando hacemos campaña.'],
    [10, '09:12', 'ines', 'Eso huele a que la campaña atrae a otra gente, no a que cambie a la de siempre. Soy Inés, por cierto, periodista.', { react: { '🎯': 'joao lucia mateo' } }],
    [10, '09:20', 'wanjiru', 'Hi all, I am Wanjirũ from Nairobi. I read Spanish better than I write it, so I will answer in English for now. My number: how many people come back a second time.', { id: 'wan1', react: { '👋': 'lucia mateo irene tomas', '🌍': 'gael' } }],
    [10, '09:21', 'irene', 'Bienvenida, Wanjirũ. Si quieres, te contesto en los dos idiomas y practicamos.', { re: 'wan1', react: { '❤️': 'wanjiru' } }],
    [10, '09:34', 'tomas', 'Tomás, profesor. No vendo nada, pero cada septiembre compito con el móvil de treinta adolescentes. Cuenta como marketing.', { react: { '😂': 'lucia dario amaia ines', '💯': 'mateo' } }],
    [10, '09:40', 'ruben', 'Rubén. Gestiono las redes de un museo de sal. Sí, de sal. Número: cuántos de los que dan me gusta vienen.'],
    [10, '09:41', 'gael', 'un museo de sal tiene que tener los mejores textos sin gracia del mundo', { react: { '😂': 'ruben irene' } }],
    [10, '10:02', 'lucia', 'Qué buena mesa. Primer encargo, sin prisa: traed para el jueves **un texto vuestro que funcionó y otro que no**. Sin números todavía, solo vuestra sospecha de por qué.', { react: { '✍️': 'amaia dario ruben' } }],
    [9, '16:20', 'dario', 'El que funcionó: «Llegó una caja de un señor que escuchaba solo los lados B». El que no: «Novedades de junio».', { id: 'ladosb', react: { '🔥': 'amaia gael ines lucia' } }],
    [9, '16:24', 'amaia', 'Es que en el primero ya quiero conocer a ese señor.', { re: 'ladosb', react: { '👆': 'dario' } }],
    [9, '16:31', 'mateo', 'Y fijaos en que el segundo no dice nada que no sepa el calendario. Guardad esa sospecha: en dos semanas la convertimos en una prueba de verdad.'],
    [9, '17:10', 'marisol', 'Yo vengo de salud y me pasa al revés: lo curioso abre, pero lo aburrido salva. «Vacúnate antes del viernes» no gana a nadie en ingenio.', { id: 'salud', react: { '🤔': 'lucia mateo tomas' } }],
    [9, '17:15', 'lucia', 'Apunta eso, Marisol, que es el tema de la semana cinco: abrir no es lo mismo que servir.', { re: 'salud' }],
    [8, '11:00', 'mateo', 'Material para esta semana: el mismo titular pedido de tres maneras.\n\n```python\nbase = "Escribe un titular para un boletín de vinilos usados."\ncon_publico = base + " Lo leerá gente que ya compró una vez."\ncon_limite = con_publico + " Máximo 8 palabras. Nada de signos de exclamación."\n\nfor peticion in (base, con_publico, con_limite):\n    print(modelo(peticion, temperatura=0.7))\n```\n\nMirad qué cambia más: el público o el límite.', { id: 'codigo', react: { '👀': 'amaia ines gael', '🙏': 'dario wanjiru' } }],
    [8, '11:25', 'gael', 'el límite. por goleada. sin límite escribe como un folleto', { re: 'codigo', react: { '👍': 'mateo' } }],
    [8, '11:29', 'ines', 'A mí me cambió más el público, pero porque mi público es raro: archiveros.', { re: 'codigo' }],
    [8, '11:40', 'wanjiru', 'For me it was the limit too. Without it the model used "unlock" four times in three sentences.', { re: 'codigo', react: { '😂': 'ines irene lucia' } }],
    [8, '12:05', 'ruben', 'Pregunta de novato: ¿la temperatura es cuánto se inventa?', { id: 'temp' }],
    [8, '12:09', 'mateo', 'Casi. Es cuánto se permite elegir palabras menos probables. Con 0 repite siempre lo más probable; con 1 se arriesga. Inventar, puede inventar con cualquiera: la temperatura no es un detector de mentiras.', { re: 'temp', react: { '💡': 'ruben amaia marisol tomas joao' } }],
    [8, '12:10', 'ruben', 'Gracias. Me la apunto así: *la temperatura decide el paso, no el camino*.', { react: { '👏': 'mateo lucia' } }],
    [7, '09:15', 'amaia', 'Desacuerdo desde el cariño: llevo dos días y creo que el modelo me está **quitando voz**. Mis boletines ahora suenan correctos.', { id: 'voz', react: { '🤔': 'lucia ines tomas dario' } }],
    [7, '09:22', 'joao', 'Pues yo no lo veo. Si el texto correcto vende más, ¿de quién es el problema? Cobramos por resultados.', { re: 'voz' }],
    [7, '09:27', 'amaia', 'Mío, João, si dentro de un año nadie distingue mi editorial de la de al lado. El resultado de hoy no es el de enero.', { react: { '💯': 'ines irene' } }],
    [7, '09:33', 'joao', 'Entonces mide enero. Lo digo en serio: sin un número eso es nostalgia.', { react: { '🧐': 'mateo' } }],
    [7, '09:41', 'ines', 'Se puede medir: que alguien que os conozca lea diez textos sin firma y diga cuáles son tuyos. Si acierta menos que hace un año, Amaia tiene razón.', { id: 'ciego', react: { '🎯': 'amaia joao mateo lucia wanjiru' } }],
    [7, '09:48', 'joao', 'Acepto. Y si aciertan igual, pago el café. Un café de Lisboa, no de los vuestros.', { re: 'ciego', react: { '☕': 'amaia ines lucia' } }],
    [7, '09:52', 'lucia', 'Esto es exactamente para lo que sirve la sala. Inés, ¿preparas la prueba a ciegas? Diez textos, cinco lectores.', { to: 'ines', react: { '👍': 'ines' } }],
    [7, '18:02', 'tomas', 'Mis alumnos han pedido al modelo una excusa para no entregar el trabajo. La mejor: «El perro no se comió los deberes, pero los ha leído y no está de acuerdo».', { react: { '😂': 'lucia mateo amaia dario wanjiru ines joao irene ruben gael marisol' } }],
    [7, '18:05', 'dario', 'Contratá a ese perro.', { react: { '🐶': 'tomas gael' } }],
    [6, '10:00', 'ines', 'Lista la prueba a ciegas. Cinco personas, diez textos, sin firma. Me faltan dos lectores que conozcan los boletines de Amaia.', { id: 'prueba' }],
    [6, '10:04', 'irene', 'Yo los leo desde hace años. Cuenta conmigo.', { re: 'prueba', react: { '🙏': 'ines amaia' } }],
    [6, '10:30', 'marisol', 'Y yo no los conozco de nada. ¿Sirvo de control?', { re: 'prueba' }],
    [6, '10:31', 'ines', 'Sirves muchísimo: si tú aciertas, es que la prueba está mal hecha.', { react: { '👏': 'mateo' } }],
    [6, '12:14', 'ruben', 'usuario museo, clave saldemesa-2019', { deleted: true }],
    [6, '12:15', 'ruben', 'Aviso: he pegado aquí sin querer la contraseña del gestor del museo. Ya la he cambiado, y borro el mensaje.', { id: 'susto', react: { '😅': 'amaia gael' } }],
    [6, '12:20', 'lucia', 'Bien hecho. Recordatorio para todos: al modelo tampoco se le pegan claves, ni listas de clientes. Lo que sale de la casa, sale.', { re: 'susto', react: { '👍': 'tomas ines joao wanjiru' } }],
    [5, '09:30', 'ines', 'Resultados: quien la conoce acertó **9 de 10** en los textos de hace un año y **5 de 10** en los de ahora. El control, Marisol, 5 y 5. O sea: Amaia tenía razón.', { id: 'resultado', react: { '😮': 'joao dario gael', '👏': 'lucia mateo amaia irene' } }],
    [5, '09:36', 'joao', 'Debo un café. Y retiro lo de la nostalgia.', { re: 'resultado', react: { '☕': 'amaia ines', '❤️': 'lucia irene' } }],
    [5, '09:38', 'amaia', 'Con cinco lectores tampoco hago una estatua. Pero vuelvo a escribir yo el primer párrafo y que el modelo critique, no al revés.', { id: 'vuelta', react: { '🎉': 'ines wanjiru' } }],
    [5, '09:45', 'mateo', '«Con cinco lectores tampoco hago una estatua» debería estar en la puerta de esta sala.', { re: 'vuelta', react: { '😂': 'lucia joao', '📌': 'ines' } }],
    [5, '11:02', 'wanjiru', 'I tried the critic idea with our onboarding mails. It found three promises we do not keep. My boss was not amused; our support team was.', { react: { '👏': 'lucia amaia irene', '😬': 'dario' } }],
    [4, '10:10', 'lucia', 'Para el jueves: rúbrica de una página. Tres preguntas como mucho. Si no cabe en una página, no la va a usar nadie, tampoco el modelo.', { react: { '✍️': 'ruben amaia tomas' } }],
    [4, '10:40', 'ruben', 'La mía: 1) ¿es verdad?, 2) ¿lo diría en voz alta?, 3) ¿se puede tocar en el museo?', { id: 'rubrica', react: { '🔥': 'lucia ines dario amaia' } }],
    [4, '10:44', 'dario', 'La 2 te la robo.', { re: 'rubrica' }],
    [4, '10:52', 'tomas', 'La mía tiene once preguntas. Ya, ya lo sé.', { re: 'rubrica', react: { '😂': 'lucia ruben' } }],
    [4, '18:30', 'irene', '¿Alguien tiene un modo de que el modelo no traduzca los modismos literalmente? Acabo de recibir «llover perros y gatos» en un texto para Salamanca.', { id: 'modismo' }],
    [4, '18:41', 'wanjiru', 'Ask it to first list the idioms it found, then translate. Two steps. It sees them better when it has to name them.', { re: 'modismo', react: { '💡': 'irene ines mateo' } }],
    [4, '18:55', 'irene', 'Funciona. Cuatro de cuatro. Gracias, Wanjirũ.', { before: 'Funciona. Tres de cuatro. Gracias, Wanjirũ.', react: { '🙌': 'wanjiru' } }],
    [3, '09:00', 'lucia', REPORT, { id: 'resumen', react: { '🙏': 'tomas marisol joao wanjiru', '👏': 'amaia ines' } }],
    [3, '09:25', 'joao', 'Yo hago el primer turno de quejas. Es donde más se aprende y donde menos cola hay.', { re: 'resumen', react: { '❤️': 'lucia' } }],
    [3, '09:31', 'marisol', 'Segundo turno, yo.', { re: 'resumen' }],
    [3, '17:45', 'gael', 'he puesto los titulares a un sintetizador de voz y los he oído como canciones. los buenos se cantan. no es ciencia pero es verdad', { react: { '🎵': 'dario amaia irene', '🔬': 'mateo' } }],
    [3, '17:52', 'mateo', 'Es ciencia si me dejas medir cuántas sílabas tienen los que se cantan.', { react: { '😂': 'gael lucia' } }],
    [2, '10:20', 'ines', 'He traído datos: 1.200 titulares de tres periódicos con sus clics. Sin nombres. ¿Quién se anima a predecir antes de mirar?', { id: 'datos', react: { '🙋': 'amaia joao tomas ruben' } }],
    [2, '10:26', 'joao', 'Digo que los cortos ganan. Apuesto el segundo café.', { re: 'datos' }],
    [2, '10:33', 'amaia', 'Digo que ganan los que tienen una persona dentro.', { re: 'datos', react: { '👆': 'dario wanjiru' } }],
    [2, '16:05', 'ines', 'Ni lo uno ni lo otro, o un poco los dos: con persona dentro suben un 18 %, y la longitud no se nota **salvo** que además lleven número. Subo el cuaderno mañana.', { id: 'ni', picture: 'clicks', react: { '📈': 'mateo lucia', '☕': 'amaia' } }],
    [2, '16:11', 'joao', 'Voy a acabar comprando la cafetería.', { re: 'ni', react: { '😂': 'lucia amaia ines dario irene' } }],
    [1, '09:10', 'tomas', 'Ayer hicimos la prueba a ciegas en clase con redacciones. Acertaron 26 de 30. Salieron convencidos de que tienen voz. Impagable.', { react: { '❤️': 'lucia amaia ines marisol', '👏': 'mateo irene' } }],
    [1, '09:18', 'lucia', 'Tomás, ¿lo cuentas en cinco minutos el jueves? Sin diapositivas.', { to: 'tomas' }],
    [1, '12:40', 'ruben', 'El museo ha publicado con la rúbrica: «La sal que toca es más vieja que la palabra sal». Doce visitas en una mañana de martes. Para nosotros eso es una feria.', { id: 'sal', react: { '🔥': 'dario gael amaia', '🎉': 'lucia ines joao' } }],
    [1, '12:44', 'dario', 'Rubén, me mudo a tu museo.', { re: 'sal' }],
    [1, '18:20', 'wanjiru', 'First try in Spanish: hoy he escrito mi primer correo en español y una clienta me ha respondido con corazón. Gracias por la paciencia.', { react: { '❤️': 'lucia irene mateo amaia ines dario joao tomas', '👏': 'gael ruben' } }],
    [0, '07:55', 'lucia', 'Buenos días. Hoy, encuentro a las 18:00. Traed la rúbrica y **una** duda. @Tomás Villalobos abre.', { to: 'tomas', react: { '👍': 'amaia ines ruben' } }],
    [0, '08:12', 'ines', '@Lucía Herrero, el cuaderno con los 1.200 titulares ya está limpio. Lo enseño si sobran cinco minutos.', { to: 'lucia', react: { '🙏': 'mateo' } }],
    [0, '08:30', 'dario', 'Duda para hoy: si mi correo funciona porque cuenta una historia verdadera, ¿cuántas historias verdaderas le quedan a una tienda?', { id: 'historias', react: { '🤔': 'lucia gael amaia' } }],
    [0, '08:36', 'marisol', 'En el hospital llevo quince años y no se han acabado.', { re: 'historias', react: { '❤️': 'dario lucia ines' } }],
  ],
};
