import { anyOf, rule, type WishRules } from './wish-rules.ts';

const article = anyOf(
  'una?',
  'uno',
  "un'",
  'il',
  'la',
  'lo',
  "l'",
  'i',
  'gli',
  'un vostro',
  'una vostra',
  'un suo',
  'qualche',
  'il vostro',
  'il tuo',
);
const before = anyOf('vero', 'vera', 'altro', 'altra');
const after = anyOf(
  'uman[oa]',
  'reale',
  'vero',
  'vera',
  'in carne e ossa',
  'disponibile',
  'del (?:team|servizio)',
  'dello staff',
);
const staff = anyOf(
  'umano',
  'umani',
  'esser[ei] uman[oi]',
  'persona',
  'persone',
  'operator[ei]',
  'operatrice',
  'addett[oai]',
  'consulent[ei]',
  'agent[ei]',
  'responsabil[ei]',
  'impiegat[oai]',
  'collegh[ie]',
  'colleg[oa]',
  'rappresentante',
  'assistente',
  'tecnic[oi]',
  'dipendente',
  'supervisore',
  'incaricat[oa]',
);
const person = `(?:${article} ?)?(?:${before} )?${staff}\\b(?: ${after})?(?! (?:sotto|sopra|minorenne|di eta|con disabilita|di \\d))`;
const someone = `qualcuno\\b(?! altro)(?: (?:di (?:reale|vero|umano|voi)|del vostro \\w+))?`;
const anybody = `(?:${person}|${someone})`;
const desk = `(?:(?:il|l'|la|vostr[ao]) ?){0,2}${anyOf('assistenza(?: clienti)?', 'servizio clienti', 'supporto', 'customer service')}\\b`;
const talk = anyOf(
  'parlare',
  'parlar',
  'discutere',
  'chattare',
  'comunicare',
  'scrivere',
  'parli',
  'conversare',
  'sentire',
  'entrare in contatto',
  'mettermi in contatto',
);
const politely = anyOf(
  'per favore',
  'perfavore',
  'per piacere',
  'subito',
  'adesso',
  'ora',
  'qui',
  'grazie',
  'urgente',
);
const ends = `(?= ?(?:$|[.?,;:!)-])| ${anyOf(politely, 'che (?:mi|possa|sia)', 'per (?:favore|questo|il mio|la mia|aiutarmi|parlare)', 'con cui', 'al telefono', 'e', 'non')}\\b)`;

export const italian: WishRules = {
  wishes: [
    rule`\b${talk} (?:direttamente |subito |ora |invece )?(?:con|a|al|all'|col) ?${anyOf(anybody, desk)}`,
    rule`\b(?:contattare|sentire) (?!una persona)(?:un |uno |una |l')?(?:operator[ei]|operatrice|consulente|agente|umano|essere umano|addett[oa]|assistente|persona vera)\b`,
    rule`\b(?:mi|ci) (?:passi|passa|passate|puo passare|puoi passare|potete passare|colleghi|collega|colleghiate|trasferisca|trasferisci|metta|metti|mettete|puo mettere|puoi mettere|potete mettere)(?: (?:in (?:contatto|comunicazione|linea)|direttamente|per favore)){0,2} (?:con |a |al |all'|ad )?${anyOf(anybody, desk)}`,
    rule`\b(?:passatemi|passami|passarmi|mi passi|mettetemi|mettimi|mettermi|collegatemi|collegami|collegarmi|trasferitemi|trasferiscimi|trasferirmi|inoltratemi)(?: (?:in (?:contatto|comunicazione|linea)|direttamente)){0,2} (?:con |a |al |all'|ad )?${anyOf(anybody, desk)}`,
    rule`(?<!\bse )\b(?:voglio|vorrei|vogliamo|vorremmo|desidero|preferisco|preferirei|esigo|chiedo|mi serve|ho bisogno di|avrei bisogno di|pretendo)(?: (?:solo|subito|ora|avere|piuttosto|parlare con|l'aiuto di|sentire)){0,2} ${anybody}${ends}`,
    rule`\b(?:posso|potrei|possiamo) (?:avere|sentire) ${anybody}${ends}`,
    rule`\b(?:datemi|dammi|mi dia|mi dai|mi trovi|trovatemi) ${anybody}${ends}`,
    rule`\b(?:c'e|ci sono|avete|esiste|ce)(?: (?:qui|li))? ${anybody}(?: (?:con cui|che (?:puo|possa)|li|qui|la|disponibile|in linea|a cui|dall'altra parte)|\W*$)`,
    rule`\b(?:puo|potrebbe|possono) ${anybody} (?:chiamarmi|richiamarmi|contattarmi|telefonarmi|rispondermi|ricontattarmi)\b(?! (?:prima|quando|se))`,
    rule`\b${anybody} (?:puo|potrebbe|possa) (?:chiamarmi|richiamarmi|contattarmi|telefonarmi|rispondermi|ricontattarmi)\b(?! (?:prima|quando|se))`,
    rule`\b(?:mi puo|mi potete|mi puoi|puo|potete|puoi|potreste|potrebbe) (?:chiamar|richiamar|telefonar|ricontattar)(?:mi|e)\b(?! (?:prima|quando|se))`,
    rule`\b(?:richiamatemi|chiamatemi|chiamami|richiamami|mi (?:chiami|richiami|richiamate|chiamate)|ricontattatemi|telefonatemi)\b(?! (?:prima|quando|se))`,
    rule`\b(?:voglio|vorrei|desidero|chiedo) (?:essere (?:richiamat[oa]|ricontattat[oa]|contattat[oa])|una (?:chiamata|richiamata))\b(?! (?:prima|quando|se))`,
  ],
  clauses: [
    rule`^(?:(?:ciao|salve|buongiorno|no|si|ok|allora|e|ma|solo) ){0,3}${anyOf(person, someone, desk)}(?: ${politely}){1,2}$`,
  ],
  sentences: [
    rule`^(?:(?:ciao|salve|no|si|ok) ){0,2}${anyOf(person, 'assistenza clienti', 'servizio clienti')}(?: ${politely}){0,2}$`,
  ],
  refusals: [
    rule`\bnon (?:voglio|desidero|vorrei|mi va di)(?: piu)?\b.{0,25}\b(?:robot|bot|chatbot|macchin[ae]|computer|automi?)\b`,
    rule`\b(?:non con|non a|e non|non) un(?:a|o)? (?:robot|bot|chatbot|macchina)\b`,
    rule`\b(?:stuf[oa]|stanc[oa]) di (?:parlare con )?(?:questo |questa |un |una |i |il )?(?:robot|bot|macchine?)\b`,
  ],
  exceptions: [
    rule`\bnon (?:voglio|desidero|ho bisogno di|serve|mi serve|vorrei|occorre)\b(?:(?!\b(?:ma|bensi)\b)[^,;]){0,30}\b(?:uman|persona|qualcuno|operator|agente|consulente|addett)`,
    rule`\b(?:senza|invece di|anziche) (?:dover |bisogno di )?(?:parlare|contattare|chiamare|passare)\b.{0,25}(?:uman|persona|qualcuno|operator|agente)`,
    rule`\b(?:sto|stiamo) (?:parlando|chattando|scrivendo) con\b`,
    rule`^(?:ciao )?(?:quando|a che ora|fino a che ora|in che orari|quale persona|quante persone|per quante persone)\b`,
    rule`\b(?:un'altra|seconda|terza) persona\b`,
  ],
};
