import { anyOf, rule, type WishRules } from './wish-rules.ts';

const article = anyOf('une?', 'des', 'le', 'la', "l'", 'les', 'votre', 'vos', 'ton');
const before = anyOf('vrai(?:e)?', 'veritable', 'autre');
const after = anyOf(
  'humaine?',
  'reelle?',
  'physique',
  'clientele',
  'client',
  'en chair et en os',
  'disponible',
  'competente?',
);
const staff = anyOf(
  'humains?',
  'etres? humains?',
  'personne',
  'conseill(?:er|ere)s?',
  'agents?',
  'operat(?:eur|rice)s?',
  'employee?s?',
  'collaborat(?:eur|rice)s?',
  'collegues?',
  'responsables?',
  'representante?s?',
  'technicien(?:ne)?s?',
  'interlocut(?:eur|rice)s?',
  'teleconseill(?:er|ere)s?',
  'gens',
);
const person = `(?:${article} ?)?(?:${before} )?${staff}\\b(?: ${after})?(?! (?:de (?:moins|plus)|a (?:charge|mobilite)|mineure|agee?))`;
const someone = `quelqu ?'?un\\b(?! d'autre)(?: (?:de (?:reel|vrai|humain|chez vous|votre \\w+|competent)))?`;
const anybody = `(?:${person}|${someone})`;
const desk = `(?:(?:le|votre|au|du) ?)?${anyOf('service (?:client(?:s|ele)?|apres-vente)', 'support(?: client)?', 'sav', 'assistance')}\\b`;
const talk = anyOf(
  'parler',
  'discuter',
  'echanger',
  'chatter',
  'tchatter',
  'communiquer',
  "m'entretenir",
  'dialoguer',
  'converser',
  'ecrire',
  'parle',
);
const politely = anyOf(
  "s'il vous plait",
  "s'il te plait",
  'svp',
  'stp',
  'maintenant',
  'ici',
  'merci',
  'vite',
  'tout de suite',
  "d'urgence",
  'plutot',
);
const ends = `(?= ?(?:$|[.?,;:!)-])| ${anyOf(politely, 'pour (?:m|cela|ca|mon|ma|me|parler)', 'qui', 'au telephone', 'de votre', 'et', 'pas', 'a qui', 'avec qui')})`;

export const french: WishRules = {
  wishes: [
    rule`\b${talk} (?:directement |plutot |maintenant )?(?:a|au|avec) ${anyOf(anybody, desk)}`,
    rule`\b(?:parler|discuter|echanger|ecrire) au? (?:service client|responsable|conseiller|support)`,
    rule`\b(?:mettez|mets|metter|mettre|mis|mise|entrer|etre mise?)[- ]?(?:moi|nous|me)? ?en (?:relation|contact|communication|ligne) avec ${anyOf(anybody, desk)}`,
    rule`\b(?:passez|passe|transferez|transfere|connectez|connecte|dirigez|redirigez|orientez|adressez)[- ](?:moi|nous)(?: (?:vers|a|au|avec|le|la|un|une|directement)){0,2}.{0,6}${anyOf(anybody, desk)}`,
    rule`\b(?:me|nous) (?:passer|transferer|connecter|diriger|rediriger|orienter|adresser)(?: (?:vers|a|au|avec|directement)){0,2} ${anyOf(anybody, desk)}`,
    rule`\b(?:contacter|joindre|avoir|obtenir) (?!personne\b)(?:une? )(?:vrai(?:e)? )?${anyOf('humain', 'conseill(?:er|ere)', 'agent', 'operateur', 'vraie personne', 'personne (?:reelle|humaine)', 'teleconseiller')}\b`,
    rule`\b(?:contacter|joindre|avoir) (?:quelqu ?'?un|une personne|une vraie personne)${ends}`,
    rule`(?<!\bque )(?<!\bsi )\b(?:je|j'|nous|on) ?(?:veux|voudrais|voulons|aimerais|souhaite|souhaiterais|prefere|prefererais|exige|demande|ai besoin d'|ai besoin de|besoin d')(?: (?:juste|plutot|vraiment|bien|maintenant|avoir|obtenir|voir|l'aide d'|l'aide de)){0,2} ?${anybody}${ends}`,
    rule`\bbesoin d'(?:un|une) (?:humain|etre humain|conseiller|conseillere|agent|vraie personne)\b`,
    rule`\b(?:donnez|donne|trouvez|trouve|passez|passe)[- ]moi ${anybody}${ends}`,
    rule`\b(?:y a-t-il|est-ce qu'il y a|il y a|il y'a|y'a-t-il|y a t il|avez-vous) ${anybody}(?: (?:qui peut|a qui|avec qui|pour m'|pour me|de disponible|de reel|ici|la|au bout)|\W*$)`,
    rule`\b${anybody} (?:peut|peut-il|peut-elle|pourrait|pourrait-il|pourrait-elle)(?: [mn]'| me | nous )(?:appeler|rappeler|contacter|recontacter|telephoner|joindre)\b(?! (?:avant|quand|lorsque))`,
    rule`\bqu(?:e |')${anybody} (?:me|m'|nous) ?(?:appelle|rappelle|contacte|recontacte|reponde|telephone)\b(?! (?:avant|quand|lorsque))`,
    rule`\b(?:rappelez|appelez|recontactez|telephonez)[- ]moi\b(?! (?:avant|quand|si|lorsque))`,
    rule`\b(?:pouvez|pourriez)[- ]vous (?:me|m') ?(?:rappeler|appeler|recontacter|telephoner)\b(?! (?:avant|quand|si|lorsque))`,
    rule`\b(?:veux|voudrais|souhaite|aimerais|demande) (?:etre (?:rappelee?|recontactee?)|un rappel)\b`,
  ],
  clauses: [
    rule`^(?:(?:bonjour|salut|non|oui|ok|alors|et|mais|juste) ){0,3}${anyOf(person, someone, 'service client(?:s|ele)?')}(?: ${politely}){1,2}$`,
  ],
  sentences: [
    rule`^(?:(?:bonjour|salut|non|oui|ok) ){0,2}(?!personne$)${anyOf(person, 'service client(?:s|ele)?')}(?: ${politely}){0,2}$`,
  ],
  refusals: [
    rule`\b(?:ne (?:veux|voudrais|souhaite) (?:pas|plus)|veux (?:pas|plus)|marre de|refuse de|assez de)\b.{0,25}\b(?:robots?|bots?|chatbots?|machines?|automates?|ordinateurs?)\b`,
    rule`\bpas (?:a |avec )?une? (?:robot|bot|chatbot|machine)\b`,
  ],
  exceptions: [
    rule`\b(?:ne|n') ?(?:veux|voudrais|souhaite|ai|tiens|desire) (?:pas|plus|surtout pas)\b(?:(?!\bmais\b)[^,;]){0,35}\b(?:humain|personne|quelqu'?un|conseill|agent|operateur)`,
    rule`\bsans (?:devoir |avoir a )?(?:parler|passer|contacter|etre)\b.{0,25}(?:humain|personne|quelqu'?un|conseill|agent)`,
    rule`\b(?:pas besoin (?:de|d')|inutile de|plutot que de)\b.{0,25}(?:humain|personne|quelqu'?un|conseill|agent)`,
    rule`\b(?:est-ce que je |suis-je en train de |je )parle[- ]?(?:je)?(?: (?:bien|vraiment))? (?:a|avec) (?:un|une).{0,20}\?`,
    rule`\bparle-je (?:a|avec)\b`,
    rule`^(?:bonjour |et )?(?:quand|a quelle heure|a quelles heures|jusqu'a quelle heure|quelle personne|combien de personnes)\b`,
    rule`\b(?:a|pour|avec) une (?:autre|seconde|deuxieme|tierce) personne`,
  ],
};
