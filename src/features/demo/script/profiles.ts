import type { OwnProfile } from '../../../contract/profiles.contract.js';

type Shown = Partial<Pick<OwnProfile, 'languages' | 'country' | 'skills' | 'seeks' | 'offers' | 'links'>>;

/** What the people of the demo show on their pages, by key; Rubén has not got round to it. */
export const profiles: Readonly<Record<string, Shown>> = {
  lucia: {
    languages: ['es', 'en'],
    country: 'ES',
    skills: ['Campañas', 'Analítica web', 'Diseño'],
    offers: ['Revisar tu campaña'],
    links: [{ label: 'Cuaderno de campañas', url: 'https://example.org/lucia' }],
  },
  mateo: { languages: ['es', 'qu'], country: 'PE', skills: ['Estadística', 'R', 'Pizarra'], offers: ['Mentoría en estadística'] },
  amaia: { languages: ['es', 'eu'], country: 'ES', skills: ['Redacción', 'Titulares'], seeks: ['Con quién medir titulares'] },
  dario: { languages: ['es'], country: 'AR', skills: ['Vinilos'], seeks: ['Aprender a leer datos'] },
  wanjiru: { languages: ['en', 'sw', 'es'], country: 'KE', skills: ['Growth', 'Analítica web'], seeks: ['Practicar español'] },
  noor: { languages: ['es', 'ar', 'ca'], country: 'ES', skills: ['Python', 'Pruebas'], offers: ['Revisar código'] },
  tomas: { languages: ['es'], country: 'CO', skills: ['Didáctica', 'IA en el aula'], offers: ['Guiones de clase'] },
  ines: { languages: ['es', 'gl'], country: 'ES', skills: ['Periodismo de datos', 'Estadística'], seeks: ['Bases de datos abiertas'] },
  yuki: { languages: ['es', 'ja'], country: 'JP', skills: ['Ilustración', 'Modelos pequeños', 'Python'] },
  bruno: { languages: ['es', 'it'], country: 'UY', skills: ['Sistemas', 'Redes'], offers: ['Tiempo y paciencia'] },
  marisol: { languages: ['es'], country: 'DO', skills: ['Enfermería'], seeks: ['Entender estudios clínicos'] },
  joao: { languages: ['pt', 'es'], country: 'PT', skills: ['Economía', 'Estadística'], offers: ['Practicar portugués'] },
  saida: { languages: ['es', 'fr', 'ar'], country: 'ES', skills: ['Competiciones', 'Python'], seeks: ['Equipo para la próxima ronda'] },
  gael: { languages: ['es'], country: 'MX', skills: ['Música con código'], seeks: ['Oídos nuevos'] },
  irene: { languages: ['el', 'es', 'en'], country: 'GR', skills: ['Traducción'], seeks: ['Preguntas difíciles'], offers: ['Practicar griego'] },
};
