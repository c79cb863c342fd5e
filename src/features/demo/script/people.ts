import type { DemoPerson } from '../demo.types.js';

export const people: readonly DemoPerson[] = [
  { key: 'lucia', name: 'Lucía Herrero', about: 'Diseño campañas y aprendo a medirlas. Aquí llevo la casa.', language: 'es', timeZone: 'Europe/Madrid', admin: true, mentor: true },
  { key: 'mateo', name: 'Mateo Quispe', about: 'Estadístico. Explico con dibujos antes que con fórmulas.', language: 'es', timeZone: 'America/Lima', mentor: true },
  { key: 'amaia', name: 'Amaia Etxeberria', about: 'Redactora que se cansó de adivinar qué titular funciona.', language: 'es', timeZone: 'Europe/Madrid' },
  { key: 'dario', name: 'Darío Ferreyra', about: 'Tengo una tienda de vinilos y más preguntas que datos.', language: 'es', timeZone: 'America/Argentina/Buenos_Aires' },
  { key: 'wanjiru', name: 'Wanjirũ Kamau', about: 'Growth at a small coop in Nairobi. Learning Spanish by reading you all.', language: 'en', timeZone: 'Africa/Nairobi' },
  { key: 'noor', name: 'Noor Haddad', about: 'Programo desde los quince. Me gustan las pruebas que fallan bien.', language: 'es', timeZone: 'Europe/Madrid' },
  { key: 'tomas', name: 'Tomás Villalobos', about: 'Profesor de instituto. Llevo la IA al aula con cuidado.', language: 'es', timeZone: 'America/Bogota' },
  { key: 'ines', name: 'Inés Carballo', about: 'Periodista de datos. Desconfío de los gráficos con dos ejes.', language: 'es', timeZone: 'Europe/Madrid' },
  { key: 'yuki', name: 'Yuki Tanabe', about: 'Ilustro y hago modelos pequeños que caben en un portátil.', language: 'es', timeZone: 'Asia/Tokyo' },
  { key: 'bruno', name: 'Bruno Sabatini', about: 'Ingeniero de sistemas retirado. Aprendo por gusto.', language: 'es', timeZone: 'America/Montevideo' },
  { key: 'marisol', name: 'Marisol Peña', about: 'Enfermera. Quiero entender los estudios que leo.', language: 'es', timeZone: 'America/Santo_Domingo' },
  { key: 'joao', name: 'João Medeiros', about: 'Economista. Hablo un español con saudade.', language: 'es', timeZone: 'Europe/Lisbon' },
  { key: 'saida', name: 'Saida Benali', about: 'Estudiante de último año. Participo en todo lo que tenga ronda final.', language: 'es', timeZone: 'Europe/Madrid' },
  { key: 'gael', name: 'Gael Ortuño', about: 'Hago música con código.', language: 'es', timeZone: 'America/Mexico_City' },
  { key: 'irene', name: 'Irene Vasilakis', about: 'Traductora. Busco con quién practicar preguntas difíciles.', language: 'es', timeZone: 'Europe/Athens' },
  { key: 'ruben', name: 'Rubén Llorente Casamayor-Etxegaray', about: 'Mi apellido no cabe en ningún formulario.', language: 'es', timeZone: 'Atlantic/Canary' },
];
