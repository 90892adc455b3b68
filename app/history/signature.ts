import {pattern} from "../text/pattern.ts";

/**
 * What stands below the user's words without being their words: signatures, the phone's own line, disclaimers, list footers.
 * The sign-off itself ("Best regards, Anna") is the user's style and stays.
 */

const closings =
    "(?:many |much |warm(?:est)? |kind(?:est)? |best |with )?(?:regards|wishes|thanks)|best|all the best|cheers|sincerely" +
    "|yours(?: sincerely| truly| faithfully)?|sincerely yours|respectfully|thank you|take care|love|ciao|bye|thx|ta" +
    "|(?:viele |liebe |beste |herzliche |schöne |freundliche |mit )?(?:freundlichen |besten |herzlichen |lieben " +
    "|vielen )?gr(?:ü|ue)(?:ß|ss)(?:e|en)?|gruß|gruss|mfg|lg|vg|bis (?:bald|dann|morgen)|danke|vielen dank|hochachtungsvoll" +
    "|(?:bien )?cordialement|bien à (?:vous|toi)|amicalement|salutations(?: distinguées)?|(?:meilleures|sincères) salutations" +
    "|à bientôt|bises|merci(?: d'avance)?|bonne journée" +
    "|(?:un |muchos |cordiales )?(?:cordial )?saludos?(?: cordiales)?|atentamente|un abrazo|abrazos|gracias|hasta (?:pronto|luego)" +
    "|(?:cordiali |distinti |cari |tanti )?saluti|cordialmente|un saluto|a presto|grazie|un abbraccio" +
    "|(?:met )?(?:vriendelijke |hartelijke |beste )?groet(?:en|jes)?|mvg|bedankt|alvast bedankt|tot (?:snel|dan|morgen)" +
    "|atenciosamente|att|(?:com os )?(?:melhores )?cumprimentos|abraços?|um abraço|obrigad[oa]|até (?:logo|breve)|saudações" +
    "|祝好|此致|敬礼|敬禮|谢谢|謝謝|顺祝商祺|祝[^\\s]{1,8}|よろしくお願い(?:いた)?(?:し|致し)ます|宜しくお願い(?:いた)?(?:し|致し)ます|敬具|以上|ありがとうございます|med vänlig hälsning" +
    "|mvh|hälsningar|venlig hilsen|hilsen|с уважением|pozdrawiam|terveisin" +
    "|(?:med )?vänliga hälsningar|bästa hälsningar|(?:med )?(?:venlig|vennlig) hilsen|(?:de )?bedste hilsner|hilsen|tack|tak" +
    "|takk|kh|(?:ystävällisin |parhain )?terveisin|kiitos|yt|z poważaniem|(?:serdecznie )?pozdrawiam|pozdrowienia|dziękuję" +
    "|s pozdravem|s přáním hezkého dne|děkuji|zdravím|s pozdravom|ďakujem|üdvözlettel|tisztelettel|köszönettel|üdv|köszönöm" +
    "|cu stimă|cu respect|numai bine|mulțumesc|всего доброго|с наилучшими пожеланиями|спасибо|з повагою|дякую" +
    "|поздрави|с уважение|благодаря|με εκτίμηση|(?:με )?φιλικούς χαιρετισμούς|χαιρετισμούς|ευχαριστώ|φιλικά|saygılarımla" +
    "|saygılar|iyi çalışmalar|teşekkürler|sevgiler|selamlar|مع التحية|تحياتي|مع أطيب التحيات|شكرا|شكراً|בברכה|תודה|בתודה" +
    "|בברכה רבה" +
    "|با احترام|با تشکر|ارادتمند|감사합니다|드림|올림|lugupidamisega|parimate soovidega|tervitades|aitäh|ar cieņu|paldies|pagarbiai|ačiū" +
    "|geriausi linkėjimai|(?:srdačan |lijep )?pozdrav|s poštovanjem|hvala|(?:срдачан )?поздрав|с поштовањем|хвала" +
    "|lep pozdrav|lp|s spoštovanjem|salutacions|atentament|gràcies|una abraçada|cordialment|salam(?: hormat)?|hormat saya" +
    "|terima kasih|trân trọng|thân ái|thân mến|cảm ơn|ขอแสดงความนับถือ|ด้วยความเคารพ|ขอบคุณ(?:ครับ|ค่ะ)?" +
    "|bestu kveðjur|kær kveðja|með kveðju|agur bero bat|eskerrik asko|un saúdo|saúdos|grazas";
const closing = new RegExp(`^\\s*(?:${closings})\\s*[,.!。、，！~–-]*\\s*$`, "iu");

/** Whether a line is a sign-off's words and nothing else, in any of the languages known. */
export const isClosingLine = (line: string): boolean => line.length <= 80 && closing.test(line);

const closingStart = new RegExp(`^\\s*(?:${closings})(?![\\p{L}\\p{N}])`, "iu");

/** `-- ` and what is used in its place; the ideographic and doubled forms are common in Asian mail. */
export function isSignatureDelimiter(line: string): boolean {
    return /^(?:--|—|––|－－)\s*$/u.test(line) || (line.startsWith("-- ") && /^-- [^\p{L}\p{N}\s]{5,}\s*$/u.test(line));
}

/** a ruler: one to three marks, repeated over and over, as signatures and list footers have around them */
export function isRuler(line: string): boolean {
    return line.length <= 400 && /^\s*([^\p{L}\p{N}\s]{1,3}?)(?:\s?\1){5,}[^\p{L}\p{N}\s]{0,3}\s*$/u.test(line);
}

/**
 * Seven digits or more with nothing but their usual company between them. Without any, and without a 0 or a + in front, they need
 * to be ten: "Order 1234567" is none.
 */
const phoneNumber = pattern("u")`
    (?<!\d)[0+](?:\d[\s()./+-]{0,3}){6,}\d|(?<!\d)\(?(?:\d{1,5}\)?[\s./+-]{1,3}\(?){1,6}\d{1,5}(?!\d)(?<=
    (?:\d[\s()./+-]{0,4}){7})|(?<!\d)\d{10,15}(?!\d)|<phone>`;
const contactLabel = pattern("iu")`
    ^\s*(?:tel(?:ef[oó]n[eo]?|éfono|éphone|ephone|\.)?|phone|ph|mob(?:ile|il)?|handy|cell(?:ulare)?|fax|e-?mail
    |mail|web(?:site)?|www|url|skype|pgp|gpg|móvil|celular|port(?:able)?|t|m|f|e|p|w|d|o|电话|電話|手机|手機|тел|τηλ|tlf
    |puh|telef|전화|โทร|هاتف|טל|传真|邮箱|郵箱|地址|メール|携帯|住所|〒)\s*(?:[.:：|)/]|\s+(?=[+(\d]))`;
const url = /(?:https?:\/\/|www\.)\S+|<url>/iu;
const address = /\S+@\S+\.\w+|<email>/u;
/** dates that look like telephone numbers */
const numericDate = /\d{1,4}[-./]\d{1,2}[-./]\d{1,4}|\d{1,2}:\d{2}/gu;
/** a postal code before a name, or a house number; the name is in capitals, so that "2000 words" is none */
const postcode = pattern("u")`
    ^\s*(?:[A-Z]{1,2}[- ])?\d{5,6}\s+\p{Lu}\p{L}{2,}|(?:^|[\s,])(?:[A-Z]{1,2}[- ]?)?\d{4,6}
    (?:[- ]?[A-Z]{2})?\s+\p{Lu}\p{L}+(?:[\s,-]+\p{Lu}\p{L}*)*\s*(?:$|[,|·(])|〒\s*\d
    |[省市区區]\p{Script=Han}{1,12}[路街道号號]`;
const street = pattern("iu")`
    \p{L}(?:straße|strasse|str\.|weg|platz|gasse|laan|straat|gatan|vägen|veien|vej|katu|tie)\s*\d+
    |\b\d+[a-z]?,?\s+(?:rue|avenue|boulevard|calle|via)\b|\b\d+[a-z]?,?\s+\p{L}+\s+(?:street|st\.|road|rd\.?
    |ave\.?|avenue|lane|drive)(?!\p{L})|\b(?:rue|calle|via|avenida|rua|piazza|ul\.|ulica)\s+\p{L}+[^.!?]{0,30}\d`;
const role = pattern("iu")`
    \b(?:gmbh|ag|inc\.?|ltd\.?|llc|corp\.?|s\.?a\.?r?\.?l?\.?|s\.?p\.?a\.?|b\.?v\.?|university|universität
    |université|universidad|università|universiteit|universidade|department|dept\.?|institute?|ph\.?\s?d\.?
    |professor|prof\.|director|manager|engineer|consultant|geschäftsführer|leiter|leiterin|directeur|directrice
    |responsable|directora?|gerente|direttore|direttrice|responsabile|afdeling|diretora?|coordenador|abteilung
    |vertrieb|president|officer|analyst)\b|株式会社|有限公司|大学|大學|研究所|部长|部長|经理|課長|公司`;

function isContactLine(line: string): boolean {
    // "[1] https://…" is a footnote of the text above.
    if (/^\s*\[\^?\w{1,3}\]/u.test(line)) return false;
    return (
        contactLabel.test(line) ||
        (line.length <= 90 && (phoneNumber.test(line.replace(numericDate, " ")) || url.test(line) || address.test(line) || isPlace(line)))
    );
}

const isPlace = (line: string): boolean => postcode.test(line) || street.test(line);

/** A line of prose: five words or more and an end, or many words in lower case. A list of roles ("A | B") is none. */
export function isSentence(line: string): boolean {
    const text = line.trim();
    if (/[|·•]/u.test(text) || contactLabel.test(text) || text === "") return false;
    const words = text.split(/\s+/),
        lower = words.filter((word) => /^\p{Ll}/u.test(word)).length;
    if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(text))
        return /[。！？]$/u.test(text) && text.length >= 8;
    return (
        (words.length >= 5 && /[\p{L}\d)][.!?…]["'”’)]?$/u.test(text) && lower >= 2) ||
        (words.length >= 6 && lower >= 4 && !url.test(text) && !phoneNumber.test(text))
    );
}

/** "P.S." and its like: what follows is the user's. */
const postscript = pattern("iu")`
    ^\s*p\.?\s?(?:p\.?\s?)?s\.?(?:\s*[:：,–—-]|\s+\S|\p{Lu}\p{L}+\s+\p{Ll}|\s*$)|^\s*n\.?\s?b\.?\s*[:：.–—-]|^\s*
    (?:nachtrag|nachsatz|postskriptum|postscriptum|追伸|附言|又及)`;

/** A postscript that opens a paragraph. */
export const isPostscript = (lines: readonly string[], index: number): boolean =>
    (lines[index - 1] ?? "").trim() === "" && postscript.test(lines[index] ?? "");

interface Paragraph {
    readonly from: number;
    /** exclusive */
    readonly to: number;
}

/**
 * Which lines of one block of the user's own text are a signature without a delimiter: a run of lines at the end, up to a postscript.
 * Returned as line numbers `from` (inclusive) and `to` (exclusive); equal when there is none.
 */
export function contactBlock(lines: readonly string[]): Paragraph {
    let end = lines.length;
    while (end > 0 && (lines[end - 1] ?? "").trim() === "") end--;
    const lowest = Math.max(0, end - 30);
    // A postscript and what is below it stays.
    for (let index = lowest; index < end; index++) {
        if (postscript.test(lines[index] ?? "") && index > 0) {
            end = index;
            while (end > 0 && (lines[end - 1] ?? "").trim() === "") end--;
            break;
        }
    }
    const none = {from: lines.length, to: lines.length};
    const ruler = rulerBlockStart(lines, Math.max(0, end - 30), end);
    if (ruler !== null) return {from: ruler, to: end};

    const first = Math.max(0, end - 14);
    for (let index = end - 1; index >= first; index--) {
        if (!closing.test(lines[index] ?? "")) continue;
        return belowSignOff(lines, index, end) ?? none;
    }
    return endBlock(lines, first, end) ?? none;
}

/** lines, the ruler among them */
const rulerAndSaying = 4;
/** the user goes on, or adds a postscript */
const speaks =
    /(?<![\p{L}'’])(?:I|i|my|we|our|ich|mir|mein|wir|je|j|nous|yo|nosotros|io|noi|ik|wij|eu|jag|jeg)(?!\p{L})|^\s*p\.?\s?s\.?(?!\p{L})/u;

/** The sign-off and the name below it stay; the paragraphs below go up to the first that is the user's. */
function belowSignOff(lines: readonly string[], signOff: number, end: number): Paragraph | null {
    const below = nextFilled(lines, signOff + 1, end);
    if (below === null) return null;
    // No name: the contact lines stand right below the sign-off.
    const from = isContactLine(lines[below] ?? "") && !isSentence(lines[below] ?? "") ? below : nextFilled(lines, below + 1, end);
    if (from === null) return null;
    // A ruler below the name, and a saying or the like below that
    const isSaying =
        isRuler(lines[from] ?? "") && end - from <= rulerAndSaying && !lines.slice(from, end).some((line) => speaks.test(line));
    if (isSaying) return {from, to: end};
    let to = from,
        contacts = 0;
    for (const paragraph of paragraphsOf(lines, from, end)) {
        const block = lines.slice(paragraph.from, paragraph.to);
        if (!isSignatureParagraph(block, contacts)) break;
        contacts += block.filter((line) => isContactLine(line) || role.test(line)).length;
        to = paragraph.to;
    }
    return contacts > 0 ? {from, to} : null;
}

/** a saying below an address: in quotation marks or asterisks */
const slogan = /^\s*["“„«*~'‘]/u;

/** Lines of a signature's paragraph: none is prose unless contact lines are around it, none introduces a list. */
function isSignatureParagraph(block: readonly string[], contactsAbove: number): boolean {
    const contacts = block.filter((line) => isContactLine(line) || role.test(line)).length,
        sentences = block.filter((line) => isSentence(line) && !slogan.test(line)).length;
    if (block.some((line) => line.length > 110) || /[:：]\s*$/u.test(block[0] ?? "") || isListOfAddresses(block, 4)) return false;
    if (sentences > 0 && (isSentence(block[0] ?? "") || sentences > 1 || contacts < 2)) return false;
    return contacts * 3 >= block.length || contactsAbove > 0 || block.length <= 4;
}

/** Two or more people's addresses and nothing else of a contact: content of the mail, not its sender. */
function isListOfAddresses(block: readonly string[], fewestLinks = 2): boolean {
    const mails = new Set(
        block.flatMap((line) => line.match(/[^\s<>()"',;:]+@[^\s<>()"',;:]+\.\w+/gu) ?? []).map((mail) => mail.toLowerCase())
    );
    const others = block.filter((line) => !address.test(line)).length;
    return (
        mails.size >= 3 ||
        (mails.size === 2 && others === 0) ||
        (block.length >= fewestLinks && block.every((line) => url.test(line) && line.replace(url, "").trim().length <= 2))
    );
}

/** Short lines at the very end, a paragraph of their own, with telephone numbers, addresses or the like in two of them or more. */
function endBlock(lines: readonly string[], first: number, end: number): Paragraph | null {
    let start = end;
    while (start > first && (lines[start - 1] ?? "").trim() !== "" && (lines[start - 1] ?? "").length <= 90) start--;
    if (lines.slice(start, end).every(isContactLine)) start = withParagraphsAbove(lines, start, first);
    // A sign-off with the name behind it ("Thanks for your help. Nora") stays.
    const isClosed = start > 0 && closingStart.test(lines[start] ?? "") && !isContactLine(lines[start] ?? "");
    start += Number(isClosed);
    const block = lines.slice(start, end).filter((line) => line.trim() !== ""),
        contacts = block.filter(isContactLine).length;
    const standsAlone = start > 0 && (isClosed || (lines[start - 1] ?? "").trim() === "");
    const signs = block.filter((line) => isContactLine(line) || role.test(line)).length;
    // Below a signing, a name with titles needs one contact line only: "Anna Berg, PhD / Professor of Pomology / +49 561 …".
    const isTitled =
        contacts === 1 && signs >= 3 && isSigning(lines.slice(Math.max(0, start - 3), start).findLast((line) => line.trim() !== "") ?? "");
    if (
        !standsAlone ||
        block.length < 2 ||
        (contacts < 2 && !isTitled) ||
        signs * 3 < block.length ||
        block.some(isSentence) ||
        block.some(isRuler) ||
        isListOfAddresses(block)
    )
        return null;
    // A list that the text announces is part of it.
    const above = lines.slice(Math.max(0, start - 4), start).findLast((line) => line.trim() !== "") ?? "";
    if (announces(above) || /[:：]\s*$/u.test(block[0] ?? "") || block.every((line) => /^\s*(?:[-*•–]|\d{1,2}[.)])\s/u.test(line)))
        return null;
    // A bare name on top is the user's own signing.
    const top = block[0] ?? "";
    return {from: isContactLine(top) || role.test(top) || top.split(/\s+/).length > 4 ? start : start + 1, to: end};
}

/**
 * Name and street, telephone numbers and links may each stand in a paragraph of their own: where the topmost of them begins, which has to
 * name a place or a role.
 */
function withParagraphsAbove(lines: readonly string[], start: number, first: number): number {
    let top = start,
        found = start;
    while (top > first + 1 && (lines[top - 1] ?? "").trim() === "") {
        let above = top - 1;
        while (above > first && (lines[above - 1] ?? "").trim() !== "") above--;
        const block = lines.slice(above, top - 1);
        const isContact =
            block.some((line) => isContactLine(line) || role.test(line)) && block.every((line) => line.length <= 60 && !isSentence(line));
        if (!isContact || closingStart.test(block[0] ?? "") || /[:：]\s*$/u.test(block[0] ?? "")) break;
        top = above;
        if (block.some((line) => isPlace(line) || role.test(line))) found = top;
        // Above a paragraph with a name in it, the letter ends.
        if (!block.every(isContactLine)) break;
    }
    return found;
}

/** "The address is:" and "please send it to", which end as no sentence and no sign-off does */
function announces(above: string): boolean {
    return /[:：]\s*$/u.test(above) || (announcing.test(above) && above.trim().split(/\s+/).length >= 3);
}
const announcing = pattern("iu")`
    (?<!\p{L})(?:is|are|to|at|from|on|of|and|with|by|ist|sind|lautet|lauten|an|unter|bei|nach|von|und|est|sont
    |chez|et|es|son|y|sono|presso|zijn|naar|bij)\s*$`;

/** A name or an initial as people sign: "-Anna", "Anna B.", "a." */
export const isSigning = (line: string): boolean =>
    line.trim().length <= 30 && /^(?:[–—~-]{1,2}\s?)?\p{L}[\p{L}'’]*\.?(?:\s\p{Lu}[\p{L}'’]*\.?)?$/u.test(line.trim());

/** A ruler that opens a signature: not the one below a table's heading, with contact lines and no prose below it. */
function rulerBlockStart(lines: readonly string[], first: number, end: number): number | null {
    for (let index = first; index < end; index++) {
        if (!isRuler(lines[index] ?? "") || isTableRuler(lines, index)) continue;
        const block = lines.slice(index + 1, end).filter((line) => line.trim() !== "" && !isRuler(line));
        const contacts = block.filter((line) => isContactLine(line) || role.test(line)).length,
            sentences = block.filter(isSentence).length;
        // Links alone make a signature only when there is little of it; a longer list of links is what the mail is about.
        const onlyLinks = block.length > 4 && block.every((line) => !isContactLine(line.replace(url, "")) && !role.test(line));
        const isProse = sentences > 2 || (sentences > 0 && (contacts < 2 || isSentence(block[0] ?? "")));
        // A provider's advertisement: a line or two and a bare link.
        if (
            block.length <= 3 &&
            block.length >= 2 &&
            /^\s*<?(?:https?:\/\/\S+|www\.\S+|url)>?\s*$/iu.test(block.at(-1) ?? "") &&
            !/[:：]\s*$/u.test(block.at(-2) ?? "")
        )
            return index;
        if (
            contacts > 0 &&
            !onlyLinks &&
            !isProse &&
            block.length <= 26 &&
            contacts >= block.length / 8 &&
            !isListOfAddresses(block) &&
            block.every((line) => line.length <= 110)
        )
            return index;
    }
    return null;
}

/** The line right above is a heading, as long as the ruler, or has the columns of a table: "Tree   Day   Share". */
function isTableRuler(lines: readonly string[], index: number): boolean {
    const above = lines[index - 1] ?? "",
        below = lines[index + 1] ?? "",
        length = (lines[index] ?? "").trim().length;
    if (above.trim() !== "" && length <= 60 && Math.abs(above.trim().length - length) <= 4 && !closing.test(above)) return true;
    return (
        above.trim() !== "" &&
        below.trim() !== "" &&
        above.trim().split(/\s{2,}|\t|\|/u).length + (/\s/u.test(above.trim()) ? 1 : 0) >= 2 &&
        above.trim().split(/\s+/).length >= 2 &&
        Math.abs(above.trim().split(/\s+/).length - below.trim().split(/\s+/).length) <= 4 &&
        !isContactLine(above) &&
        below.trim().split(/\s+/).length >= 2 &&
        !isContactLine(below)
    );
}

function paragraphsOf(lines: readonly string[], from: number, end: number): Paragraph[] {
    const paragraphs: Paragraph[] = [];
    for (let index = from; index < end; index++) {
        if ((lines[index] ?? "").trim() === "") continue;
        const start = index;
        while (index < end && (lines[index] ?? "").trim() !== "") index++;
        paragraphs.push({from: start, to: index});
    }
    return paragraphs;
}

function nextFilled(lines: readonly string[], from: number, end: number): number | null {
    for (let index = from; index < end; index++) {
        if ((lines[index] ?? "").trim() !== "") return index;
    }
    return null;
}
