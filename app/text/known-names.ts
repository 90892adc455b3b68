/*
 * Names that are recognised without a capital: frequent first names and cities of English and German speaking countries. Names that are
 * also ordinary words (mark, will, rose, may, bill, art …) are left out: those count only where a capital or a greeting shows them.
 */

/** Lower case, without accents. */
export const firstNames: ReadonlySet<string> = new Set(
    (
        "aaron adam adrian agnes ahmed aisha alan albert alessandro alex alexander alexandra alfred alice alison amanda amelia " +
        "amy ana andrea andreas andrew andy angela anita anja " +
        "ann anna anne annette annika anthony anton antonia arthur astrid audrey barbara beatrice ben benjamin bernard bernd " +
        "bert beth betty bianca birgit bjorn brenda brian bridget " +
        "bruno callum camilla carl carla carlos carmen carol caroline catherine cathy celia charles charlie charlotte chloe " +
        "chris christian christina christine christoph christopher " +
        "claire clara claudia clemens colin connor craig cynthia daisy dan daniel daniela dave david deborah dennis diana " +
        "dieter dmitri dominic donald dora doris dorothy doug duncan " +
        "dylan edgar edith edward eileen elaine eleanor elena elias elisabeth elizabeth ella ellen elsa emil emily emma eric " +
        "erica erik erika ernst esther ethan eva evelyn felix fiona " +
        "florian franz fred freddie frederick frieda friedrich fritz gareth gary gavin geoff geoffrey george georgia gerald " +
        "gerhard gert gertrud gilbert gisela gita giulia gordon " +
        "graham greg gregory greta guido gunther gustav hamish hanna hannah hannes hans harald harriet harry hassan heather " +
        "heidi heike heinz helen helena helga helmut henning henrik henry " +
        "herbert hilary holger horst howard hugh hugo ian imogen ines inga inge ingrid irene iris irina isaac isabel isabella " +
        "isla jakob jacob jake james jamie jan jana jane janet janine " +
        "jason jasmin javier jeff jeffrey jennifer jenny jens jeremy jerome jess jessica jill jim jimmy joachim joan joanna " +
        "jochen joe joel johan johanna johannes john johnny jonas jonathan " +
        "jorge jose josef joseph josephine josh joshua juan judith jude julia julian julie juliet jurgen justin kai karen " +
        "karin karl karla karsten kate katharina katherine kathleen kathrin " +
        "kathy katie katja kayla keith ken kenneth kerstin kevin kim kirsten klaus konrad kristin kurt kyle lara larry lars " +
        "laura lauren laurence lea leah lena leo leon leonie leonard leslie " +
        "liam linda lisa liz lorna lotte louis louisa louise luca lucas lucia lucy luis luise lukas lydia lynn madeleine magda " +
        "maggie maja malcolm manfred manuel manuela marc marcel marco marcus mareike " +
        "margaret maria marianne marie marina mario marion marius markus marlene martha martin martina mary mathias matilda " +
        "matt matteo matthew matthias maureen maurice maya megan mehmet " +
        "melanie melissa mia michael michaela michelle miguel mike mila miriam mohamed mohammed moira molly monica monika " +
        "moritz muriel nadia nadine naomi natalie natasha nathan neil nicholas nick " +
        "nicola nicole nigel nils nina noah nora norman oliver olivia omar oscar oskar otto owen pablo pamela patricia patrick " +
        "paul paula pauline pedro penelope peter petra phil philip philipp " +
        "phoebe piet pierre priya rachel rafael rainer ralf ralph raphael rebecca reinhard renate rhys richard rita robert " +
        "roberta robin roger roland rolf ronald rosie rowan roxana rudi rudolf rupert ruth " +
        "ryan sabine sabrina sally salma samantha samir samuel sandra sanjay sara sarah saskia scarlett sean sebastian sergio " +
        "sheila shirley siegfried sigrid silke silvia simon simone sofia " +
        "sonja sophia sophie spencer stanley stefan stefanie stella stephan stephanie stephen steve steven stuart susan " +
        "susanne susie suzanne sven svenja sylvia tamara tanja tanya tatjana ted terence " +
        "teresa terry tessa theo theodor theresa thomas thorsten tilda tim timothy tina tobias tobi tom tomas tommy tony " +
        "torsten tracy trevor tristan udo ulf ulrich ulrike ursula uta uwe valerie vanessa " +
        "vera verena veronica victor victoria viktor vincent viola virginia vivian volker walter waltraud wendy werner wilhelm " +
        "william wolfgang xavier yasmin yvonne zoe"
    ).split(" ")
);

/** Lower case, without accents, one word each. */
export const places: ReadonlySet<string> = new Set(
    (
        "aachen aberdeen amsterdam athens augsburg austria barcelona basel belfast berlin bern birmingham bochum bonn boston " +
        "bradford bremen brighton bristol britain brussels cambridge canada cardiff chicago china cologne " +
        "copenhagen cornwall cork dortmund dresden dublin dundee durham dusseldorf edinburgh england erfurt europe exeter " +
        "florence france frankfurt freiburg geneva genf germany glasgow graz hamburg hannover heidelberg " +
        "helsinki innsbruck ireland italy kiel koln leeds leicester leipzig linz lisbon liverpool london lyon madrid mainz " +
        "manchester mannheim milan munich munchen munster nairobi newcastle norwich nottingham " +
        "nurnberg oslo oxford paris plymouth portsmouth potsdam prague rome rostock salzburg scotland sheffield southampton " +
        "spain stockholm stuttgart switzerland trieste tokyo vienna wales warsaw wien zurich"
    ).split(" ")
);

/** Words that carry a capital without being a fact: forms of address, closings, common abbreviations. Lower case. */
export const capitalisedWords: ReadonlySet<string> = new Set(
    (
        "i mr mrs ms miss dr prof sir madam sirs ladies gentlemen all team everyone everybody folks friends friend colleagues " +
        "both there dear hi hello hey hiya morning afternoon evening good greetings best kind " +
        "kindest warm warmest regards wishes many thanks thank yours sincerely faithfully truly cheers love take care happy " +
        "birthday merry new year ok okay ps pps fyi asap rsvp tbc tbd eta pdf diy faq cv tv id url " +
        "usb email am pm cc bcc re fwd eg ie etc nb btw imho lol moin servus herr frau sie ihnen ihr ihre ihrem ihren ihrer du " +
        "dir dich dein deine euch euer hallo liebe lieber liebes sehr geehrte geehrter damen herren " +
        "grusse gruß grusze viele beste mit freundlichen freundliche vielen danke dank herzlichen herzliche guten tag abend " +
        "bis bald mfg lg vg"
    ).split(" ")
);

/** Lower case without accents or a possessive ending: "Zoë’s" → "zoe", "Ines'" → "ines". */
export function foldName(word: string): string {
    return word
        .toLowerCase()
        .normalize("NFD")
        .replace(/\p{M}/gu, "")
        .replace(/ß/g, "ss")
        .replace(/['’]s?$/u, "");
}
