import { anyOf, rule, type WishRules } from './wish-rules.ts';

const article = anyOf(
  'una?',
  'unos',
  'unas',
  'el',
  'la',
  'los',
  'las',
  'su',
  'algun(?:a)?',
  'tu',
  'vuestro',
);
const before = anyOf('otro', 'otra', 'verdadero', 'verdadera', 'buen');
const after = anyOf(
  'human[oa]',
  'real',
  'de verdad',
  'de carne y hueso',
  'disponible',
  'de (?:su|tu|vuestro) equipo',
  'vivo',
  'viva',
  'del equipo',
  'de soporte',
);
const staff = anyOf(
  'humanos?',
  'ser(?:es)? humanos?',
  'personas?',
  'agentes?',
  'operador(?:a|es)?',
  'asesor(?:a|es)?',
  'representantes?',
  'emplead[oa]s?',
  'encargad[oa]s?',
  'companer[oa]s?',
  'responsables?',
  'tecnic[oa]s?',
  'supervisor(?:a)?',
  'gerente',
  'trabajador(?:a)?',
  'gente',
  'ejecutiv[oa]',
);
const person = `(?:${article} )?(?:${before} )?${staff}\\b(?: ${after})?(?! (?:menor|mayor|de \\d|con discapacidad))`;
const someone = `alguien\\b(?! mas)(?: (?:real|human[oa]|de verdad|de (?:su|tu|vuestro) \\w+|del equipo))?`;
const anybody = `(?:${person}|${someone})`;
const desk = `(?:(?:el|su|la) )?${anyOf('(?:servicio|equipo) de (?:atencion|soporte)(?: al cliente)?', 'servicio al cliente', 'atencion al cliente', 'soporte')}\\b`;
const talk = anyOf(
  'hablar',
  'hablarle',
  'conversar',
  'chatear',
  'comunicarme',
  'comunicarnos',
  'charlar',
  'platicar',
  'contactar(?:me)?',
  'ponerme en contacto',
  'escribir(?:le)?',
  'hable',
);
const politely = anyOf(
  'por favor',
  'porfavor',
  'porfa',
  'ya',
  'ahora(?: mismo)?',
  'aqui',
  'gracias',
  'urgente',
  'mejor',
);
const ends = `(?= ?(?:$|[.?,;:!)-])| ${anyOf(politely, 'para (?:que|esto|mi|ayudarme|hablar|resolver)', 'que (?:me|pueda|hable)', 'con (?:quien|la que|el que)', 'al telefono', 'y', 'no')}\\b)`;

export const spanish: WishRules = {
  wishes: [
    rule`\b${talk} (?:directamente |mejor |ya |ahora |aqui )?con ${anyOf(anybody, desk)}`,
    rule`\b(?:paseme|pasame|pasenme|pasadme|conecteme|conectame|conectenme|comuniqueme|comuniquenme|comunicame|transfierame|transfiereme|transfieranme|derivame|deriveme|pongame|ponme|ponganme|remitame|dirijame)(?: (?:en contacto|directamente|ya|por favor)){0,2} (?:con|a|al) ?${anyOf(anybody, desk)}`,
    rule`\b(?:me|nos) (?:pasa|pase|pasas|pasan|pueden? pasar|puedes pasar|conecta|conecte|comunica|comunique|transfiere|transfiera|deriva|derive|pone|ponga|pongan)[a-z]{0,3}(?: (?:en contacto|directamente)){0,2} (?:con|a|al) ?${anyOf(anybody, desk)}`,
    rule`\b(?:pasar|conectar|comunicar|transferir|derivar|poner|dirigir)(?:me|nos)(?: (?:en contacto|directamente)){0,2} (?:con|a|al) ?${anyOf(anybody, desk)}`,
    rule`(?<!\bsi )\b(?:quiero|quisiera|queremos|necesito|necesitamos|prefiero|preferiria|exijo|deseo|me gustaria|solicito|pido)(?: (?:ya|solo|mejor|ahora|tener|a|que me atienda|que me ayude|la ayuda de|ayuda de)){0,2} ${anybody}${ends}`,
    rule`\b(?:quiero|necesito|pido|solicito) (?:que me (?:atienda|llame|llamen|conteste|ayude|contacte)[a-z]*|una llamada)\b(?:(?! antes).){0,20}(?:${anybody}|$|[,;!]|por favor)`,
    rule`\b(?:puedo|podria|podemos) (?:tener|ver) ${anybody}${ends}`,
    rule`\b(?:deme|dame|denme|busqueme|buscame|traigame|consigueme) (?:a )?${anybody}${ends}`,
    rule`\b(?:hay|tienen|tienes|teneis|esta|existe)(?: (?:aqui|ahi))? ${anybody}(?: (?:con (?:quien|la que|el que)|que (?:me|pueda)|ahi|alli|aqui|disponible|al otro lado|para hablar)|\W*$)`,
    rule`\b(?:puede|podria|pueden|puedes|podrian)(?: por favor)? (?:llamarme|contactarme|telefonearme|llamarnos)(?: (?:${anybody}))?\b(?! (?:antes|cuando|si))`,
    rule`\b(?:puede|podria|que) ${anybody}(?: por favor)? (?:llamarme|contactarme|atenderme|contestarme|me (?:llame|contacte|atienda|conteste))\b(?! (?:antes|cuando|si))`,
    rule`\bque me (?:llame|contacte|atienda|conteste) ${anybody}`,
    rule`\b(?:llamenme|llameme|llamame|llamadme|contactenme|contacteme)\b(?! (?:antes|cuando|si))`,
  ],
  clauses: [
    rule`^(?:(?:hola|no|si|ok|bueno|pues|y|entonces|solo|buenas) ){0,3}${anyOf(person, someone, desk)}(?: ${politely}){1,2}$`,
    rule`^por favor (?:con )?${person}$`,
  ],
  sentences: [
    rule`^(?:(?:hola|no|si|ok) ){0,2}${anyOf(person, 'atencion al cliente', 'servicio al cliente')}(?: ${politely}){0,2}$`,
  ],
  refusals: [
    rule`\bno (?:quiero|deseo|me gusta|quisiera)(?: mas)?\b.{0,25}\b(?:robots?|bots?|chatbots?|maquinas?|ordenador|computadora)\b`,
    rule`\b(?:no con|no a|y no) un(?:a)? (?:robot|bot|chatbot|maquina)\b`,
    rule`\b(?:harto|harta|cansado|cansada) de (?:hablar con )?(?:este |esta |el |la |un |una |los )?(?:robots?|bots?|maquinas?)\b`,
  ],
  exceptions: [
    rule`\bno (?:quiero|necesito|deseo|hace falta|me hace falta|quisiera)\b(?:(?!\bsino\b)[^,;]){0,30}\b(?:human|persona|alguien|agente|operador|asesor)`,
    rule`\b(?:sin|en vez de|en lugar de) (?:tener que |necesidad de )?(?:hablar|contactar|llamar|pasar)\b.{0,25}(?:human|persona|alguien|agente|operador)`,
    rule`\b(?:estoy|estamos) (?:hablando|chateando|escribiendo) con\b`,
    rule`^(?:hola )?(?:cuando|a que hora|hasta que hora|en que horario|que persona|cuantas personas)\b`,
    rule`\b(?:otra|segunda|tercera) persona\b(?!.{0,12}(?:por favor|real))`,
  ],
};
