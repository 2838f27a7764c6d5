/**
 * Words too common to tell passages apart, by base language, without accents. Words that change what is asked
 * (not, no, without, before, after, more, less) are kept out of the lists.
 */
const lists: Record<string, string> = {
  en: `a about am an and any are as at be been being but by can could did do does doing for from get got had has have having he
    her here hers him his how i i'd i'll i'm i've if in into is it it's its just know let like may me might mine must my of on
    or our ours please shall she should so some tell than thank thanks that that's the their theirs them then there there's
    these they they're this those to too us very want was we we're were what what's when where which who whom whose why will
    with would you you're your yours hello hi hey okay ok also`,
  de: `aber als also am an auch auf aus bei beim bin bis bist bitte da damit dann das dass dein deine dem den der des dich die
    dies diese diesem diesen dieser dieses dir doch du durch ein eine einem einen einer eines er es etwas euch euer fur gibt
    habe haben hat hatte ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in ist ja jetzt kann kannst konnen kommt man mein meine
    meinem meinen meiner mich mir mit muss nach noch nun nur ob oder sein seine sich sie sind so soll um und uns unser unsere
    vom von vor war warum was wenn wer werden wie wieder wir wird wo zu zum zur uber danke hallo mochte will`,
  fr: `a ai au aux avec c ce cela ces cet cette comme comment d dans de des donc du elle elles en est et etre eu fait il ils j je
    l la le les leur leurs lui m ma mais me mes moi mon n nos notre nous on ont ou par pas peut peux plus pour pourquoi puis qu
    quand que quel quelle quelles quels qui quoi s sa se ses si son sont sur t ta te tes toi ton tu un une vos votre vous y
    bonjour merci veux voudrais`,
  es: `a al algo como con cual cuales cuando cuanto cuanta de del desde donde e el ella ellas ellos en entre era es esa ese eso
    esta estan este esto estos fue ha hace hacer han hasta hay he la las le les lo los me mi mis mucho muy nos nosotros o os
    para pero por porque puede puedo que quien quiero se ser si sobre son soy su sus tambien te tengo tiene tienen tu tus un
    una unas uno unos usted y ya yo hola gracias`,
  it: `a ad agli ai al alla alle allo anche avere c che chi ci come con cosa d da dal dalla dei del della delle dello di dov dove e
    ed era essere fa gli ha hai hanno ho i il in io l la le lei li lo loro lui ma me mi mia mie miei mio ne negli nei nel nella
    noi nostra nostro o per perche piu posso puo qual quale quali quando quanto quanta quello questa questo se sei si sia sono
    su sua sue sul sulla suo ti tra tu tua tuo tutti un una uno vi voi vorrei vostra vostro ciao grazie`,
};

const sets = new Map(
  Object.entries(lists).map(([language, words]) => [language, new Set(words.split(/\s+/))]),
);
const none: ReadonlySet<string> = new Set();

/** The stop words of a base language such as `en`; none for a language without a list. */
export function stopWordsOf(language: string): ReadonlySet<string> {
  return sets.get(language) ?? none;
}
