/**
 * English words that say how a sentence is built and not what it is about: the
 * closed classes of words, whose members grammars list, and their contractions
 * as they are written without apostrophe.
 *
 * The paper's own list is not known. Its tables show "thats", "ive" and "cant",
 * which are here because their spelt-out forms are.
 *
 * @see Quirk et al. 1985, A Comprehensive Grammar of the English Language,
 * section 2.34 and chapters 3, 6, 9 and 13
 */
const CLASSES = {
  pronouns:
    `i me my mine myself we us our ours ourselves you your yours yourself
    yourselves he him his himself she her hers herself it its itself they them
    their theirs themselves one ones oneself who whom whose which what whoever
    whatever whichever someone somebody something anyone anybody anything no
    noone nobody nothing everyone everybody everything none thee thou`,
  determiners:
    `a an the this that these those some any each every either neither
    both all half such another other others much many more most less least few
    fewer little several enough own same certain`,
  prepositions: `about above across after against along alongside amid among
    amongst around as at before behind below beneath beside besides between
    beyond by despite down during except for from in inside into like near of
    off on onto out outside over past per regarding round since than through
    throughout till to toward towards under underneath unlike until unto up upon
    versus via vs with within without`,
  conjunctions: `although and because but if lest nor once or provided so that
    though unless when whenever where whereas wherever whether while whilst yet`,
  auxiliaries: `be am is are was were been being have has had having do does did
    doing done can could may might must shall should will would ought need dare
    used get gets got getting gotten let lets`,
  adverbs: `again ago almost already also always anyway away back else even ever
    everywhere far further hence here how however indeed instead just maybe
    merely moreover nearly never nevertheless not now often only perhaps please
    quite rather really seldom simply sometimes somewhat soon still then thence
    there thereby therefore thus together too very well why yes`,
  numerals: `two three four five six seven eight nine ten first second third`,
  interjections: `ah eh er hmm huh oh ok okay uh um yeah`,
  contractions: `im ive id youre youve youd youll hes shes hed weve
    theyre theyve theyd theyll its itll thats thatd thatll theres therell heres
    whats whatre whos whod wholl wheres hows whys arent cant cannot couldnt didnt
    doesnt dont hadnt hasnt havent isnt mightnt mustnt neednt shant shouldnt
    wasnt werent wont wouldnt aint yall gonna gotta wanna re ve ll nt em`,
};

/** The words of all classes, in lower case and without apostrophes. */
export const stopWords: ReadonlySet<string> = new Set(
  Object.values(CLASSES).flatMap((words) => words.trim().split(/\s+/)),
);
