/**
 * Lines that mail programs put before the message they quote, in the languages they speak:
 * attributions ("On … wrote:"), separators ("-----Original Message-----") and header blocks ("From: … Sent: …").
 */

/** "wrote" as mail programs say it; matched anywhere in an attribution */
const wroteWords = [
    "wrote", "writes", "written", "said", "spake", "schrieb", "schrieben", "geschrieben", "a écrit", "écrit", "écrivait", "a ecrit", "ecrit", "escribió", "escribio", "escribía",
    "ha scritto", "scrive", "scrisse", "scritto", "schreef", "geschreven", "escreveu", "escreve", "写道", "寫道", "写到", "写了", "来信", "的来信",
    "書きました", "書いた", "のメール", "メッセージ", "skrev", "kirjoitti", "napisał", "pisze", "napsal", "написал", "пишет", "писал", "пише", "написав", "yazdı", "작성", "썼", "έγραψε", "írta",
    "a scris", "כתב", "كتب", "đã viết", "menulis", "va escriure", "rakstīja", "rašė", "kirjutas", "napísal", "je napisao", "je napisal"
];
const wrote = new RegExp(wroteWords.map((word) => /^[\p{Script=Latin} ]+$/u.test(word) ? `(?<!\\p{L})${word}` : word).join("|"), "iu");

const email = /[^\s<>()[\]"',;:]+@[^\s<>()[\]"',;:]+|<\s*(?:mailto:)?[^<>\s]+@[^<>\s]*>|<email>|\bat\s+\w+\.\w+/iu;
/** a clock time, a year beside another number, or a numeric date */
const dateLike = /\d{1,2}[:.h]\d{2}(?!\d)|\b(?:19|20)\d{2}\b|\d{1,4}[-./]\d{1,2}[-./]\d{1,4}|\d{4}\s*年|\d{1,2}\s*月\s*\d{1,2}\s*日/u;
const endsAsAttribution = /[:：]\s*\**\s*$/u;

/** an attribution is wrapped over at most this many lines, with at most this many characters in all */
const attributionLines = 4, attributionLength = 400;

/**
 * Number of lines that an attribution takes from `start`, or 0. A weak one (nothing but "X wrote:") counts only when a quoted
 * line follows, so that a user's own "He wrote:" stays theirs.
 */
export function attributionAt(lines: readonly string[], start: number, isQuoted: (line: string) => boolean): number {
    let joined = "";
    for (let count = 1; count <= attributionLines && start + count <= lines.length; count++) {
        const line = lines[start + count - 1] ?? "";
        if (line.trim() === "" || isQuoted(line))
            return 0;
        joined += `${joined === "" ? "" : " "}${line.trim()}`;
        if (joined.length > attributionLength)
            return 0;
        if (!endsAsAttribution.test(joined))
            continue;
        const hasVerb = wrote.test(joined), hasMail = email.test(joined), hasDate = dateLike.test(joined);
        const quoteFollows = followedByQuote(lines, start + count, isQuoted);
        const opening = /^(?:on|am|le|el|il|op|em|a|en|den|dne|w dniu|dnia|w|den|tor|on|pe|于|在)(?=[\s,.])/iu.test(joined) || /^[\d"'*<"“„]/u.test(joined);
        const strong = (hasVerb && hasDate && (hasMail || opening || count === 1)) || (hasMail && hasDate) || (hasVerb && hasMail && opening);
        if (strong && (quoteFollows || (isWholeAttribution(joined) && (hasMail || opening))))
            return count;
        // The longest weak form is a name and a verb: "Anna Meyer wrote:", "Quoting Anna Meyer <anna@example.org>:"
        if (quoteFollows && joined.length <= 200 && (count === 1 || hasMail || hasDate) && isWholeAttribution(joined) && (hasVerb || (hasMail && count <= 2) || (hasDate && /^[*"'[(\p{Lu}\d]/u.test(joined) && count === 1 && joined.length <= 100)))
            return count;
    }
    return 0;
}

/** A passage that merely mentions somebody's words holds more than one sentence. */
function isWholeAttribution(joined: string): boolean {
    return !/\p{Ll}{3,}[.!?]\s+\p{Lu}\p{Ll}+\s+\p{Ll}+|[。！？]./u.test(joined.replace(email, ""));
}

function followedByQuote(lines: readonly string[], from: number, isQuoted: (line: string) => boolean): boolean {
    for (let index = from; index < Math.min(lines.length, from + 3); index++) {
        const line = lines[index] ?? "";
        if (line.trim() !== "")
            return isQuoted(line);
    }
    return false;
}

const originalWords = "original(?:\\s+message|\\s+email|-nachricht|\\s+nachricht)?|ursprüngliche\\s+nachricht|originalnachricht|message\\s+d['’]origine|message\\s+original|courriel\\s+original|mensaje\\s+original"
    + "|correo\\s+original|messaggio\\s+original[ei]|messaggio\\s+originario|oorspronkelijk(?:e)?\\s+bericht|mensagem\\s+original|e-mail\\s+original|原始邮件|原始郵件|邮件原件|原邮件|原始訊息|元のメッセージ|元のメール|original\\s*メッセージ|originalmeddelande|ursprungligt\\s+meddelande"
    + "|oprindelig\\s+(?:meddelelse|besked)|opprinnelig\\s+melding|alkuperäinen\\s+viesti|oryginalna\\s+wiadomość|wiadomość\\s+oryginalna|původní\\s+zpráva|исходное\\s+сообщение|orijinal\\s+(?:mesaj|ileti)|원본\\s*메시지|eredeti\\s+üzenet|reply\\s+message|replied\\s+message|reply\\s+above\\s+this\\s+line|回复的原邮件|回复的邮件";
const forwardWords = "forwarded\\s+(?:message|email|by|mail)|weitergeleitete\\s+(?:nachricht|e-?mail)|weitergeleitet\\s+von|message\\s+transféré|message\\s+réexpédié|courriel\\s+transféré|transféré\\s+par|mensaje\\s+reenviado|correo\\s+reenviado|reenviado\\s+por|messaggio\\s+inoltrato|inoltrato\\s+da"
    + "|doorgestuurd\\s+bericht|doorgestuurd\\s+door|mensagem\\s+(?:re)?encaminhada|mensagem\\s+reenviada|encaminhado\\s+por|转发的?邮件|转发的?信息|轉寄的?(?:郵件|訊息)|転送(?:された)?(?:メッセージ|メール)|転送者|vidarebefordrat\\s+meddelande|videresendt\\s+(?:meddelelse|melding)|przekazana\\s+wiadomość|wiadomość\\s+przekazana|пересылаемое\\s+сообщение|пересланное\\s+сообщение|iletilen\\s+(?:mesaj|ileti)|전달된\\s*메시지";

const separatorShape = (words: string) => new RegExp(`^\\s*[-_=*─—–]{2,}\\s*(?:${words})[^\\n]{0,60}?\\s*[-_=*─—–:：]{0,60}\\s*$`, "iu");
const originalSeparator = separatorShape(originalWords);
const forwardSeparator = separatorShape(forwardWords);
const beginForwarded = /^\s*(?:begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-?mail)|début du (?:message|courriel) (?:réexpédié|transféré)|inicio del mensaje reenviado|inizio (?:del )?messaggio inoltrato|begin doorgestuurd bericht|início da mensagem (?:re)?encaminhada|开始转发的邮件|以下是转发的邮件|開始轉寄郵件|転送されたメッセージ|vidarebefordrat brev|videresendt besked|пересылаемое сообщение)\s*[:：]?\s*$/iu;

/** The line opens a quoted or a forwarded message that goes on to the end of the mail. */
export function separatorAt(line: string): "original" | "forward" | null {
    if (line.length > 160)
        return null;
    if (forwardSeparator.test(line) || beginForwarded.test(line))
        return "forward";
    // Zoho puts its attribution between rulers: "---- On … wrote ----"
    return originalSeparator.test(line) || (/^\s*-{3,}.*-{3,}\s*$/u.test(line) && email.test(line) && dateLike.test(line)) ? "original" : null;
}

const label = (words: string) => new RegExp(`^[>\\s]*\\**(?:${words})\\s*\\**\\s*[:：]\\s*\\**\\s*(.*)$`, "iu");
/** what a quoted message's header lines are called; one entry for each header */
const headerLabels: Readonly<Record<"from" | "sent" | "to" | "cc" | "subject" | "other", RegExp>> = {
    from: label("from|von|de|da|van|mittente|absender|expéditeur|remitente|afzender|remetente|发件人|發件人|寄件者|寄件人|差出人|送信者|från|fra|lähettäjä|od|от|от кого|kimden|gönderen|보낸\\s*사람|보낸사람|feladó|από|מאת|من"),
    sent: label("sent|date|gesendet|gesendet am|datum|envoyé|envoyé le|enviado|enviado el|enviado em|enviada em|enviada|fecha|inviato|data|verzonden|verzonden op|发送时间|發送時間|寄件日期|日期|时间|送信日時|日時|日付|送信日|skickat|sendt|dato|lähetetty|päiväys|wysłano|odesláno|отправлено|дата|gönderildi|tarih|보낸\\s*날짜|날짜|elküldve|dátum"),
    to: label("to|an|à|a|para|aan|per|destinataire|destinatario|ontvanger|empfänger|收件人|收件者|宛先|受信者|till|til|vastaanottaja|do|komu|кому|kime|alıcı|받는\\s*사람|címzett"),
    cc: label("cc|kopie|copie|copia|copie à|cópia|抄送|副本|kopia|kopi|копия|참조|bcc|cci|cco"),
    subject: label("subject|betreff|objet|objeto|sujet|asunto|oggetto|onderwerp|assunto|主题|主題|主旨|标题|件名|ämne|emne|aihe|temat|předmět|тема|konu|제목|tárgy"),
    other: label("reply-to|antwort an|importance|wichtigkeit|importancia|priorité|priority|attachments?|anlagen?|pièces jointes|datos adjuntos|allegati|bijlagen|anexos|附件|添付ファイル|organization|newsgroups|message-id")
};

/** a block begins within this many lines after a separator and is at most this long */
const headerBlockLines = 9;

/**
 * Number of lines of a header block from `start`, or 0. Without a separator before it, a block needs a sender and two further
 * headers; after one, a sender and one.
 */
export function headerBlockAt(lines: readonly string[], start: number, needed = 3): number {
    if (!headerLabels.from.test(lines[start] ?? "") && !headerLabels.subject.test(lines[start] ?? "") && !headerLabels.sent.test(lines[start] ?? ""))
        return 0;
    const seen = new Set<string>();
    let end = start, blanks = 0;
    for (let index = start; index < Math.min(lines.length, start + headerBlockLines * 2); index++) {
        const line = lines[index] ?? "";
        if (line.replace(/[>\s]/g, "") === "") {
            // Programs that turn HTML into text put a blank line between headers; two end the block.
            if (++blanks > 1)
                break;
            continue;
        }
        const name = headerNameOf(line);
        if (name === null) {
            // A long recipient list goes on in the next line.
            if (blanks === 0 && seen.size > 0 && /^\s*[>\s]*(?:[<"]|\S+@|\s{2,}\S)/u.test(line) && line.includes("@"))
                continue;
            break;
        }
        if (blanks > 0 && seen.has(name))
            break;
        blanks = 0;
        seen.add(name);
        end = index + 1;
    }
    const hasSender = seen.has("from");
    const strongEnough = seen.size >= needed && hasSender && (seen.has("sent") || seen.has("subject"));
    return strongEnough ? end - start : 0;
}

function headerNameOf(line: string): string | null {
    if (line.length > 500)
        return null;
    for (const [name, pattern] of Object.entries(headerLabels)) {
        const match = pattern.exec(line);
        if (match !== null && (match[1] !== "" || name !== "from"))
            return name;
    }
    return null;
}
