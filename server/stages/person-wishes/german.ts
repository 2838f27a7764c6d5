import { anyOf, rule, type WishRules } from './wish-rules.ts';

const article = anyOf(
  'ein(?:e[mnrs]?)?',
  'nem',
  'ner',
  'nen',
  'de[mnr]',
  'die',
  'ihr(?:e[mnr]?)?',
  'euer',
  'eure[mnr]?',
  'irgend ?ein(?:e[mnr]?)?',
);
const adjective = anyOf(
  'echte[mnr]?',
  'richtige[mnr]?',
  'menschliche[mnr]?',
  'lebende[mnr]?',
  'lebendige[mnr]?',
  'reale[mnr]?',
  'andere[mnr]?',
  'zustandige[mnr]?',
  'freie[mnr]?',
  'nette[mnr]?',
);
const staff = anyOf(
  'mensch(?:en)?',
  '(?:service|support)?-?mitarbeiter(?:in|innen|n)?',
  'person(?:en)?',
  '(?:kunden|fach)?-?berater(?:in|innen|n)?',
  'kolleg(?:en?|in)',
  'ansprechpartner(?:in|n)?',
  'agent(?:en|in)?',
  'operator',
  'sachbearbeiter(?:in)?',
  'vorgesetzten?',
  'chef(?:in)?',
  'support-?(?:mitarbeiter(?:in)?|agent(?:en)?)',
  'techniker(?:in)?',
);
const person = `(?:${article} )?(?:${adjective} ){0,2}${staff}\\b(?! (?:unter|uber|ab|im alter))`;
const somebody = `(?:irgend)?jemand(?:en|em)?\\b(?! ander(?:e[mnrs]?|s))(?: (?:echte[mns]|richtige[mns]|menschliche[mns]))?`;
const anybody = `(?:${person}|${somebody})`;
const desk = `(?:(?:de[mnr]|ihre[mnr]|eure[mnr]|euer) )?${anyOf('kundenservice', 'kundendienst', 'kundenbetreuung', 'support', 'hotline', 'kundensupport')}\\b`;
const talk = anyOf(
  'sprechen',
  'spreche',
  'reden',
  'rede',
  'telefonieren',
  'chatten',
  'schreiben',
  'unterhalten',
  'verbunden werden',
  'verbinden',
  'verbinde',
  'kontakt',
);
const politely = anyOf('bitte', 'jetzt', 'hier', 'sofort', 'danke', 'gerne?', 'mal', 'dringend');
const ends = `(?= ?(?:$|[.?,;:!)-])| ${anyOf(
  politely,
  'am telefon',
  'sprechen',
  'haben',
  'und',
  'der',
  'die',
  'vom',
  'von',
  'statt',
  'als ansprechpartner',
  'fur (?:das|mein|die)',
  'erreichen',
  'fragen',
  'sehen',
)}\\b)`;

export const german: WishRules = {
  wishes: [
    rule`\b(?:mit|zu) ${anyOf(anybody, desk)}.{0,30}\b${talk}\b`,
    rule`\b${talk} (?:kann |darf |mochte |bitte |lieber |gerne? ){0,3}(?:ich |wir )?(?:\w+ ){0,3}(?:mit|zu) ${anyOf(anybody, desk)}`,
    rule`\b(?:verbinde|verbinden sie|verbindet|verbindest du|leite|leiten sie|leitet|stell|stellen sie|gib|geben sie|schalte|schalten sie|ubergib|ubergeben sie) (?:du )?(?:mich|uns|das|dies|es|mir)\b.{0,30}\b(?:mit|an|zu|durch|weiter)\b`,
    rule`\b(?:an|zu) ${anyOf(anybody, desk)} (?:\w+ ){0,2}(?:weiterleiten|weitergeben|weitergeleitet|verbinden|ubergeben|durchstellen|weiterverbinden)`,
    rule`(?<!\b(?:brauche|muss|soll|benotige|kann|darf) )\b(?:ich|wir) (?:will|wollen|mochten?|moe?chte|brauchen?|benotigen?|verlangen?|hatten?|wunschen?|bevorzugen?)(?: (?:jetzt|nur|bitte|lieber|gerne?|einfach|endlich|doch|mal|sofort|wirklich|mir|hier)){0,3} ${anybody}${ends}`,
    rule`\b(?:gib|geben sie|gebt|hol|holen sie|holt|schick|besorg) (?:mir|uns)(?: (?:jetzt|bitte|mal|doch|einfach)){0,2} ${anybody}${ends}`,
    rule`\b(?:kann|konnte|darf) ich(?: (?:bitte|hier|auch|mal|vielleicht)){0,2} (?:${person}|jemanden (?:echten|menschlichen|richtigen)) (?:haben|bekommen|sprechen|erreichen|fragen)\b`,
    rule`\berreich(?:e|t|en) (?:ich|man|wir)(?: (?:hier|denn|bei euch|bei ihnen)){0,2} ${person}`,
    rule`\b(?:gibt es|gibts|gibt's|ist|haben sie|habt ihr|arbeitet)(?: (?:hier|da|denn|auch|bei euch|bei ihnen|dort)){0,2} ${anybody}(?:,? (?:mit (?:dem|der|denen)|den|die|der|an den|an die) (?:ich|mir|man)\b|(?: (?:da|hier|erreichbar|online|am telefon|verfugbar|zum (?:reden|sprechen))){1,2}\W*$|\W*$)`,
    rule`\b(?:ist|gibt es|sind)(?: (?:hier|da|denn)){0,2} (?:irgend)?(?:jemand|wer|menschen)(?: (?:da|hier|echtes|erreichbar|am telefon|online)){0,2}\W*$`,
    rule`\b(?:kann|konnte|soll|lass(?:en sie)?|bitte|will dass|mochte dass)(?: (?:mich|mir|uns|sich|das|bitte|das bitte)){0,2} ${anybody}(?: (?:von (?:euch|ihnen)|bei (?:mir|uns)|bitte|mich|mir|uns|sich|das|mal|darum|dazu|zuruck|darauf)){0,4} (?:(?:zuruck)?(?:an)?rufen|anruft|zuruckruft|kontaktieren|melden|meldet|kummern|kummert|ubernehmen|antworten|beantworten|ansehen|anschauen|helfen)(?! (?:bevor|wenn|sobald|vor))`,
    rule`\b(?:ruf|rufen sie|ruft)(?: (?:bitte|doch|mal)){0,2} (?:mich|uns)(?: (?:bitte|doch|mal|morgen|heute|jetzt|sofort)){0,2} (?:an|zuruck)\b(?! (?:bevor|wenn|sobald|vor))`,
    rule`\b(?:konnen sie|konnt ihr|kannst du|wurden sie) (?:mich|uns)(?: (?:bitte|mal|heute|morgen)){0,2} (?:zuruck|an)rufen\b(?!,? (?:bevor|wenn|sobald|vor))`,
    rule`\b(?:bitte um|mochte|will|wunsche|brauche|hatte gern(?:e)?) (?:um )?(?:einen )?(?:ruckruf|anruf)\b`,
  ],
  clauses: [
    rule`^(?:(?:hallo|hi|nein|ja|ok|also|und|dann|lieber|nur|jetzt|aber) ){0,3}(?:bitte )?${anyOf(person, somebody, 'kundenservice', 'kundendienst', 'support', 'ruckruf')}(?: (?:${politely}|sprechen)){1,2}$`,
    rule`^(?:bitte )(?:(?:nur|jetzt) )?(?:mit |an )?${anyOf(person, 'ruckruf')}$`,
  ],
  sentences: [
    rule`^(?:(?:hallo|hi|nein|ja|ok) ){0,2}${anyOf(person, 'kundenservice', 'kundendienst', 'ruckruf')}(?: ${politely}){0,2}$`,
  ],
  refusals: [
    rule`\b(?:will|mochte|moechte|mag|brauche|wollen|mochten|lieber)\b.{0,20}\b(?:kein(?:en?|em|er)?|nicht mit (?:\w+ )?)\s?(?:chat)?(?:bots?|robotern?|roboter|maschinen?|computern?|automaten?|ki)\b`,
    rule`\b(?:nicht|kein(?:en?|em)?)(?: (?:mit|mehr))?(?: (?:einem|einer|dem|der|diesem))? (?:chat)?(?:bot|roboter|maschine|automaten?)\b(?=.{0,12}(?:reden|sprechen|schreiben|chatten|sondern|bitte|$))`,
  ],
  exceptions: [
    rule`\b(?:kein(?:en?|e[mrs])?)(?: (?:echten|richtigen|menschlichen))? (?:mensch(?:en)?|mitarbeiter(?:in)?|person|berater(?:in)?|agent(?:en)?|kollegen)\b`,
    rule`\b(?:nicht|ohne|statt|anstatt) (?:unbedingt |erst )?(?:mit |zu )?${anybody}(?!.{0,30}sondern)`,
    rule`^(?:hallo |und )?(?:wann|um wie viel uhr|bis wann|zu welchen zeiten|welche person|wie viele|fur wie viele|mit wie vielen)\b`,
    rule`\b(?:spreche|rede|schreibe|chatte) ich (?:hier |gerade |jetzt |eigentlich |wirklich ){0,3}mit\b`,
    rule`\b(?:andere|zweite|weitere|dritte)[nrm]? person`,
  ],
};
