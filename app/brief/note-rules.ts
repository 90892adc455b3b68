/*
 * Rules that turn one English sentence of a letter into the note that a person would have given an assistant for it: "Could you send me the
 * file by Friday?" becomes "ask them to send me the file by Friday".
 */

/** A sentence pattern and the notes it can become; `$1` … are its groups, already converted to the writer's point of view. */
export interface NoteRule {
    readonly pattern: RegExp;
    /** alternatives; one of them is chosen */
    readonly notes: readonly string[];
    /** the first group begins with a verb, so it starts with a lower-case letter wherever it is inside a note */
    readonly verbFirst?: boolean;
}

const rest = "([^]*?)";
const end = "[.!?…)\\s]*$";
const rule = (pattern: string, ...notes: readonly string[]): NoteRule => ({pattern: new RegExp(`^${pattern}${end}`, "iu"), notes});
const order = (pattern: string, ...notes: readonly string[]): NoteRule => ({...rule(pattern, ...notes), verbFirst: true});

/** The first matching rule is used. Recipients are "them" here; `noteOf` inserts a name if one is known. */
export const noteRules: readonly NoteRule[] = [
    rule(
        "(?:many |lots of )?thanks(?: again| so much| a lot| very much| a million)?,? for " + rest,
        "thank them for $1",
        "say thanks for $1",
        "thanks for $1"
    ),
    rule("thank you(?: again| so much| very much| all)?,? for " + rest, "thank them for $1", "say thank you for $1", "thanks for $1"),
    rule("(?:thanks|thank you|thx)(?: you)? in advance", "thank them in advance"),
    rule("(?:many |lots of )?(?:thanks|thank you|thx|cheers)(?: again| so much| a lot| very much)?", "thank them", "say thanks"),
    rule("I(?: really| do| would| greatly)* appreciate " + rest, "say I appreciate $1", "thank them for $1"),
    rule("(?:I(?:'m| am) )?(?:very |so |really )?sorry (?:for|about) " + rest, "apologise for $1", "say sorry for $1"),
    rule("(?:my )?apologies for " + rest, "apologise for $1", "say sorry about $1"),
    rule("I apologi[sz]e for " + rest, "apologise for $1", "say sorry for $1"),
    rule(
        "(?:I(?:'m| am) )?(?:sorry|afraid),? (?:but |that )?(I|we) (?:can't|cannot|can not|won't be able to|am not able to" +
            "|are not able to) " +
            rest,
        "say sorry, $1 can't $2",
        "say no: $1 can't $2",
        "tell them $1 can't $2, politely"
    ),
    rule("(?:I(?:'m| am) )?(?:sorry|afraid),? (?:but |that )?" + rest, "say sorry, $1", "apologise that $1"),
    rule("unfortunately,? " + rest, "say that unfortunately $1", "tell them $1, unfortunately"),
    rule(
        "(I|we) (?:can't|cannot|can not|won't be able to|am unable to|am not able to|are unable to|will not be able to) " + rest,
        "say $1 can't $2",
        "tell them $1 can't $2",
        "decline: $1 can't $2"
    ),
    rule("(?:please|pls|plz|kindly) (?:do not|don't) " + rest, "ask them not to $1", "tell them not to $1"),
    rule("(?:please|pls|plz|kindly) (?:let me know|advise) " + rest, "ask them to let me know $1", "ask $1"),
    rule("(?:please|pls|plz|kindly),? " + rest, "ask them to $1", "ask them to $1", "tell them to $1", "please $1"),
    rule(
        "(?:can|could|would|will) (?:you|u)(?: please| kindly| also| possibly| maybe)*,? " + rest,
        "ask them to $1",
        "ask if they can $1",
        "ask whether they could $1"
    ),
    rule(
        "(?:can|could|would|will|does|do|has|have|is) (anyone|anybody|somebody|someone) " + rest,
        "ask if $1 can $2",
        "ask whether $1 could $2"
    ),
    rule("would you mind " + rest, "ask if they would mind $1"),
    rule("would you like (?:me )?to " + rest, "ask if they would like to $1", "offer to $1"),
    rule("let me know " + rest, "ask them to let me know $1", "ask $1"),
    rule(
        "(?:I|we)(?:'d| would)(?: really| greatly)? (?:appreciate it|be grateful|be glad) if you (?:could|would|can) " + rest,
        "ask them to $1",
        "ask if they could $1"
    ),
    rule("feel free to " + rest, "tell them to feel free to $1", "say they can $1"),
    rule("don't hesitate to " + rest, "tell them to $1 any time"),
    rule("(?:let's|let us) " + rest, "suggest we $1", "propose to $1", "say let's $1"),
    rule("(?:how|what) about " + rest, "suggest $1", "propose $1"),
    rule("why don't (we|you) " + rest, "suggest that $1 $2"),
    rule("shall we " + rest, "suggest we $1", "ask if we should $1"),
    rule("should (I|we) " + rest, "ask if $1 should $2", "ask whether $1 should $2"),
    rule("(?:I|we)(?:'d| would)? (?:suggest|recommend|propose)(?: that)? " + rest, "suggest $1", "recommend $1"),
    rule(
        "you (?:should|might want to|may want to|could|need to|ought to|will need to|'ll need to|have to|must) " + rest,
        "tell them to $1",
        "suggest they $1",
        "say they should $1"
    ),
    rule("you can(?: also| always| just)? " + rest, "tell them they can $1", "say they can $1", "suggest they $1"),
    rule("you(?:'ll| will) " + rest, "tell them they will $1", "say they'll $1"),
    rule("(?:I|we) look forward to " + rest, "say I look forward to $1", "looking forward to $1"),
    rule("(?:I(?:'m| am) )?looking forward to " + rest, "say I look forward to $1", "looking forward to $1"),
    rule("(?:I |we )?hope " + rest, "say I hope $1", "hope $1"),
    rule("(?:congratulations|congrats) (?:on|for) " + rest, "congratulate them on $1", "congrats on $1"),
    rule("(?:good|best of) luck (?:with|for|on) " + rest, "wish them luck with $1"),
    rule("(?:have a|enjoy your|enjoy the) " + rest, "wish them a $1"),
    rule(
        "(?:attached|enclosed) (?:is|are|please find|you will find) " + rest,
        "say $1 is attached",
        "attach $1",
        "mention the attachment: $1"
    ),
    rule("(?:please find|find) attached " + rest, "say $1 is attached", "attach $1"),
    rule("I(?:'ve| have) attached " + rest, "say I attached $1", "mention that I attached $1"),
    rule("here (?:is|are) " + rest, "give them $1", "here is $1", "send $1"),
    rule(
        "I(?:'ll| will)(?: also| then| just)? (?:be (?:sure|glad|happy) to )?" + rest,
        "say I'll $1",
        "tell them I will $1",
        "promise to $1",
        "I'll $1"
    ),
    rule("we(?:'ll| will)(?: also| then| just)? " + rest, "say we'll $1", "tell them we will $1"),
    rule("I(?:'m| am) going to " + rest, "say I'm going to $1", "tell them I'll $1"),
    rule("I(?:'d| would) (?:like|love) to " + rest, "say I'd like to $1", "ask to $1"),
    rule("(?:I wonder|I was wondering|I'm wondering|I am wondering|wondering) (if|whether) " + rest, "ask $1 $2"),
    rule("(?:any idea|any ideas) " + rest, "ask for ideas $1", "ask $1"),
    rule("do (you|they|we|I) " + rest + "\\?", "ask if $1 $2", "ask whether $1 $2"),
    rule("(did|does) (you|they|we|I|it|this|that|he|she|anyone) " + rest + "\\?", "ask if $2 $1 $3", "ask: $1 $2 $3?"),
    rule(
        "(is|are|was|were|have|has|am|would|should|could|can|will) (you|it|this|that|there|he|she|they|we|I) " + rest + "\\?",
        "ask if $2 $1 $3",
        "ask whether $2 $1 $3"
    ),
    rule(
        "(what|where|when|how|why|who|which|how much|how many|what time|how long|which one)(?: [a-z]+)? (is|are|was|were|can" +
            "|could|should|would|will|have|has) " +
            "(you|it|this|that|there|he|she|they|we|I) " +
            rest +
            "\\?",
        "ask $1 $3 $2 $4"
    ),
    rule("(what|where|when|how|why|who|which) (?:do|did) (you|they|we|I) " + rest + "\\?", "ask $1 $2 $3"),
    rule(
        "(what|where|when|how|who) (is|are|was|were) ((?:the|your|my|our|their|his|her|this|that) [^,?]{1,40})\\?",
        "ask $1 $3 $2",
        "ask about $3"
    ),
    rule("(?:[^?]{1,160})\\?", "ask: $0?"),
    order(
        "((?:do not|don't|never|always|just)? ?(?:leave|send|give|call|check|take|look|see|try|use|make|note|remember|keep" +
            "|bring|e-?mail|contact|review|read|add|put|come|go|ask|" +
            "tell|forward|drop|wait|start|stop|think|consider|install|download|run|write|post|reply|respond|join|meet|help|set" +
            "|move|change|remove|delete|print|sign|fax|stay|avoid|" +
            "search|google|forget|be|do) [^]*?)",
        "tell them to $1",
        "ask them to $1",
        "suggest they $1",
        "$1"
    )
];

/** Openings without content, which are left out of a note. */
export const fillers = new RegExp(
    "^(?:(?:and|but|so|well|also|anyway|anyways|btw|by the way|fyi|ok|okay|oh|actually|basically|however|of course|again|then|now|" +
        "first of all|in any case|as you know|please note that|note that|just to let you know,? (?:that)?|just" +
        "|I think(?: that)?|I believe(?: that)?|" +
        "I guess(?: that)?|it seems(?: to me)?(?: that)?|as far as I know|afaik|imho|in my opinion|to be honest|yes|no|yep|sure" +
        "|right|hmm|hi|hello|hey)(?=[\\s,.:–-])[,.:–-]*\\s+)+",
    "iu"
);

/** Words that telegraphic notes leave out. */
export const smallWords = new Set(
    (
        "the a an that is are was were am be been being just really very quite so please also have has had would will it its " +
        "this these those to of for " +
        "and which who there then do does did as on in at by with from our my your their his her some any all"
    ).split(" ")
);
/** of those, words that only the barest notes leave out, as they carry who and when */
export const keptInPhrases = new Set("on in at by with from to of for and my our their his her all which who some any".split(" "));
