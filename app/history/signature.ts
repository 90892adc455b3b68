/**
 * What stands below the user's words without being their words: signatures, the phone's own line, disclaimers, list footers.
 * The sign-off itself ("Best regards, Anna") is the user's style and stays.
 */

const closings = "(?:many |much |warm(?:est)? |kind(?:est)? |best |with )?(?:regards|wishes|thanks)|best|all the best|cheers|sincerely|yours(?: sincerely| truly| faithfully)?|sincerely yours|respectfully|thank you|take care|love|ciao|bye|thx|ta"
    + "|(?:viele |liebe |beste |herzliche |schöne |freundliche |mit )?(?:freundlichen |besten |herzlichen |lieben |vielen )?gr(?:ü|ue)(?:ß|ss)(?:e|en)?|gruß|gruss|mfg|lg|vg|bis (?:bald|dann|morgen)|danke|vielen dank|hochachtungsvoll"
    + "|(?:bien )?cordialement|bien à (?:vous|toi)|amicalement|salutations(?: distinguées)?|(?:meilleures|sincères) salutations|à bientôt|bises|merci(?: d'avance)?|bonne journée"
    + "|(?:un |muchos |cordiales )?(?:cordial )?saludos?(?: cordiales)?|atentamente|un abrazo|abrazos|gracias|hasta (?:pronto|luego)"
    + "|(?:cordiali |distinti |cari |tanti )?saluti|cordialmente|un saluto|a presto|grazie|un abbraccio"
    + "|(?:met )?(?:vriendelijke |hartelijke |beste )?groet(?:en|jes)?|mvg|bedankt|alvast bedankt|tot (?:snel|dan|morgen)"
    + "|atenciosamente|att|(?:com os )?(?:melhores )?cumprimentos|abraços?|um abraço|obrigad[oa]|até (?:logo|breve)|saudações"
    + "|祝好|此致|敬礼|敬禮|谢谢|謝謝|顺祝商祺|祝[^\\s]{1,8}|よろしくお願い(?:いた)?(?:し|致し)ます|宜しくお願い(?:いた)?(?:し|致し)ます|敬具|以上|ありがとうございます|med vänlig hälsning|mvh|hälsningar|venlig hilsen|hilsen|с уважением|pozdrawiam|terveisin";
const closing = new RegExp(`^\\s*(?:${closings})\\s*[,.!。、，！~–-]*\\s*$`, "iu");

const phoneLine = /^\s*(?:sent (?:from|via|with|using) (?:my |a |the )?(?!.*\b(?:and|but|because|yesterday|today)\b).{2,60}|get outlook for (?:ios|android|mac).*|(?:von|aus) meine[mr] .{2,40} gesendet\.?|gesendet (?:von|mit|aus) (?:meine[mr] |der |dem )?.{2,60}|(?:diese (?:nachricht|e-?mail) wurde )?(?:von|mit) (?:meine[mr] )?.{0,20}(?:outlook|yahoo|gmx|web\.de|android|iphone).{0,60} gesendet.*|outlook für (?:ios|android).*(?:beziehen|herunterladen).*|envoyé (?:de|depuis|à partir de|avec) (?:mon |ma |l['’])?.{2,60}|télécharger outlook pour .*|obtenez outlook pour .*|enviado (?:desde|con|do|da|a partir do|via|pelo) (?:mi |meu |minha |el |o )?.{2,60}|(?:obtener|obter|baixar) o?u?t?look para .*|obtener outlook para .*|obter o outlook para .*|inviato (?:da|dal|con|tramite) (?:il |mio |mia )?.{2,60}|scarica outlook per .*|ottieni outlook per .*|(?:verstuurd|verzonden|verstuurt) (?:vanaf|vanuit|met|via) (?:mijn )?.{2,60}|(?:download|haal) outlook voor .*|outlook voor (?:ios|android) downloaden.*|发自我的.{1,40}|發自我的.{1,40}|从我的.{1,40}发送|從我的.{1,30}傳送|來自我的.{1,30}|来自我的.{1,30}|获取.{0,20}outlook.*|取得.{0,20}outlook.*|.{0,30}(?:iphone|ipad|android|携帯|スマートフォン)\S{0,20}から送信.*|.{0,20}outlook.{0,10}(?:を入手|から送信|for).{0,30}|skickat från (?:min )?.{2,40}|sendt fra (?:min )?.{2,40}|отправлено с .{2,40}|wysłane z .{2,40}|lähetetty .{2,40}puhelimestani)\s*$/iu;
/** programs and devices that such a line names; "Sent from the office" is the user's own */
const deviceName = /iphone|ipad|ipod|android|galaxy|samsung|huawei|xiaomi|pixel|nokia|blackberry|handy|smartphone|téléphone|mobile|móvil|celular|cellulare|telefoon|telefon|phone|手机|手機|mobil|outlook|yahoo|gmail|gmx|web\.de|mail|proton|thunderbird|windows|mac\b|apple|携帯|スマートフォン|tablet|app\b/iu;

/** The line a phone or a mail program puts under a mail by itself. */
export function isDeviceLine(line: string): boolean {
    return line.length <= 120 && phoneLine.test(line) && deviceName.test(line);
}

/** `-- ` and what is used in its place; the ideographic and doubled forms are common in Asian mail. */
export function isSignatureDelimiter(line: string): boolean {
    return /^(?:--|—|––|－－)\s*$/u.test(line);
}

/** a ruler: one to three marks, repeated over and over, as signatures and list footers have around them */
export function isRuler(line: string): boolean {
    return line.length <= 400 && /^\s*([^\p{L}\p{N}\s]{1,3}?)(?:\s?\1){5,}[^\p{L}\p{N}\s]{0,3}\s*$/u.test(line);
}

/** seven digits or more with nothing but their usual company between them */
const phoneNumber = /(?:\d[\s()./+-]{0,3}){6,}\d|<phone>/u;
const contactLabel = /^\s*(?:tel(?:ef[oó]n[eo]?|éfono|éphone|ephone|\.)?|phone|ph|mob(?:ile|il)?|handy|cell(?:ulare)?|fax|e-?mail|mail|web(?:site)?|www|url|skype|pgp|gpg|móvil|celular|port(?:able)?|t|m|f|e|p|w|d|o|电话|電話|手机|手機|传真|邮箱|郵箱|地址|メール|携帯|住所|〒)\s*(?:[.:：|)/]|\s+(?=[+(\d]))/iu;
const url = /(?:https?:\/\/|www\.)\S+|<url>/iu;
const address = /\S+@\S+\.\w+|<email>/u;
const place = /(?:\b\d{4,6}\s+\p{Lu}\p{L}+|\p{L}+(?:straße|strasse|weg|platz|gasse|laan|straat)\s*\d+|\b\d+[a-z]?,?\s+(?:rue|avenue|boulevard|calle|via|street|st\.|road|rd\.|ave)\b|\b(?:rue|calle|via|avenida|rua|piazza)\s+\p{Lu}|〒\s*\d|[省市区區]\p{Script=Han}{1,12}[路街道号號])/iu;
const role = /\b(?:gmbh|ag|inc\.?|ltd\.?|llc|corp\.?|s\.?a\.?r?\.?l?\.?|s\.?p\.?a\.?|b\.?v\.?|university|universität|université|universidad|università|universiteit|universidade|department|dept\.?|institute?|ph\.?\s?d\.?|professor|prof\.|director|manager|engineer|consultant|geschäftsführer|leiter|leiterin|directeur|directrice|responsable|directora?|gerente|direttore|direttrice|responsabile|afdeling|diretora?|coordenador|abteilung|vertrieb|president|officer|analyst)\b|株式会社|有限公司|大学|大學|研究所|部长|部長|经理|課長|公司/iu;

function isContactLine(line: string): boolean {
    // "[1] https://…" is a footnote of the text above.
    if (/^\s*\[\w{1,3}\]/u.test(line))
        return false;
    return contactLabel.test(line) || (line.length <= 90 && (phoneNumber.test(line) || url.test(line) || address.test(line) || place.test(line)));
}

/**
 * Where a contact block without a delimiter begins in the lines of one block of the user's own text, or `lines.length`.
 * Two signs are needed: short lines at the very end, and telephone numbers, addresses or the like among them.
 */
export function contactBlockStart(lines: readonly string[]): number {
    let end = lines.length;
    while (end > 0 && (lines[end - 1] ?? "").trim() === "")
        end--;
    const first = Math.max(0, end - 14);
    const ruler = rulerBlockStart(lines, Math.max(0, end - 30), end);
    if (ruler !== null)
        return ruler;

    for (let index = end - 1; index >= first; index--) {
        if (!closing.test(lines[index] ?? ""))
            continue;
        // The sign-off and the name below it stay; what follows goes if it is a contact block.
        const below = nextFilled(lines, index + 1, end);
        const start = below === null ? end : nextFilled(lines, below + 1, end) ?? end;
        const block = lines.slice(start, end).filter((line) => line.trim() !== "");
        if (block.length > 0 && block.every((line) => line.length <= 110) && block.some((line) => isContactLine(line) || role.test(line)))
            return start;
        return below !== null && isContactLine(lines[below] ?? "") && !/\p{L}{2,}[.!?]\s/u.test(lines[below] ?? "") ? below : lines.length;
    }

    let start = end;
    while (start > first && (lines[start - 1] ?? "").trim() !== "" && (lines[start - 1] ?? "").length <= 90)
        start--;
    const block = lines.slice(start, end);
    const contacts = block.filter(isContactLine).length;
    const sentences = block.filter((line) => /\p{Ll}{2,}\s+\p{Ll}{2,}\s+\p{Ll}{2,}|(?:\S+\s+){4,}\p{Ll}{3,}[.!?]\s*$/u.test(line)).length;
    const standsAlone = start === 0 || (lines[start - 1] ?? "").trim() === "";
    if (block.length >= 2 && contacts >= 2 && sentences === 0 && standsAlone && start > 0) {
        // A bare name on top is the user's own signing.
        return isContactLine(block[0] ?? "") || role.test(block[0] ?? "") || (block[0] ?? "").split(/\s+/).length > 4 ? start : start + 1;
    }
    return lines.length;
}

function rulerBlockStart(lines: readonly string[], first: number, end: number): number | null {
    for (let index = first; index < end; index++) {
        if (!isRuler(lines[index] ?? ""))
            continue;
        const block = lines.slice(index + 1, end).filter((line) => line.trim() !== "" && !isRuler(line));
        const contacts = block.filter((line) => isContactLine(line) || role.test(line)).length;
        // Links alone make a signature only when there is little of it; a longer list of links is what the mail is about.
        const onlyLinks = block.length > 4 && block.every((line) => !isContactLine(line.replace(url, "")) && !role.test(line));
        if (contacts > 0 && !onlyLinks && block.length <= 26 && contacts >= block.length / 8 && block.every((line) => line.length <= 110))
            return index;
    }
    return null;
}

function nextFilled(lines: readonly string[], from: number, end: number): number | null {
    for (let index = from; index < end; index++) {
        if ((lines[index] ?? "").trim() !== "")
            return index;
    }
    return null;
}

const listFooter = /^\s*(?:to unsubscribe\b.{0,120}|you received this message because you are subscribed.*|(?:sie erhalten|vous recevez|recibes|ricevi|u ontvangt|você recebeu) (?:diese|ce|este|questo|dit|esta).{0,120}(?:abonn|suscri|iscritt|geabonneerd|inscrit)\S*.*|.{0,20}mailing ?list\s*$|https?:\/\/\S+\/(?:mailman\/)?(?:listinfo|options)\/\S*\s*$|do you yahoo!\?.*|yahoo! (?:groups (?:sponsor|links)|recommends).*|(?:get|try|check out) (?:the |your )?(?:new |free )?(?:yahoo|hotmail|msn|windows live)\b.{0,160}|posting guide.*|please do read the posting guide.*|退订.*|取消订阅.*|\[\[?alternative html version deleted\]?\]|\[non-text portions of this message have been removed\].*|-{5,}\s*(?:next part|the following section of this message contains a file attachment).*)/iu;

/** A mailing list's or a provider's own words below a mail. A ruler alone is one only when such words follow. */
export function isListFooter(lines: readonly string[], index: number): boolean {
    const line = lines[index] ?? "";
    if (isRuler(line) && line.trim().length >= 10)
        return lines.slice(index + 1, index + 6).filter((next) => next.trim() !== "").slice(0, 2).some((next) => /mailing ?list|listinfo|unsubscribe|posting guide|do you yahoo/iu.test(next)) || (line.trim().startsWith("__") && index >= lines.length - 2);
    return listFooter.test(line);
}

/** A line, not the end, of machine text: the rest of the mail is still the user's. */
export const isMarkerLine = (line: string): boolean => /^\s*\[\[?(?:alternative html version deleted|non-text portions of this message have been removed|image|cid:[^\]]*|inline image[^\]]*)\]?\]\s*$|^\s*an html attachment was scrubbed\.{3}\s*$|^URL: <?(?:https?:|<?url>)\S*\s*$/iu.test(line);

const disclaimers: readonly RegExp[] = [
    /(?:this|the)\s+(?:information\s+in\s+this\s+)?(?:e-?mail|message|communication|transmission)\b[^.]{0,200}\b(?:confidential|privileged|intended (?:only|solely)|for the (?:sole|exclusive) use)/iu,
    /(?:if you (?:are not|have received|received) (?:the intended|this)[^.]{0,80}(?:recipient|in error|by mistake))/iu,
    /^\s*disclaimer\s*[:：]?\s*(?:this|the|any|views|all|e-?mail)\b/iu,
    /^\s*(?:confidentiality notice|legal notice|privileged and confidential|haftungsausschluss|vertraulichkeitshinweis|avis de confidentialité|aviso (?:legal|de confidencialidad|de confidencialidade)|avviso di riservatezza|免责声明|免責事項|保密声明)\s*[:：]?/iu,
    /(?:please |bitte |merci de |por favor )?(?:consider|think of|denken sie an|pensez à|piense en|considere|pensa all['’]|denk aan|pense n[oa]) (?:the |die |l['’]|el |het |o |l )?(?:environment|umwelt|environnement|medio ?ambiente|ambiente|milieu|meio ambiente)\b.{0,60}(?:print|druck|imprim|stamp|afdruk)/iu,
    /diese[rs]? (?:e-?mail|nachricht)\b[^.]{0,160}(?:vertraulich|rechtlich geschützt|ausschließlich für|nur für den)/iu,
    /(?:wenn|sollten|falls) sie (?:nicht der|diese)[^.]{0,120}(?:richtige adressat|empfänger|irrtümlich|versehentlich)/iu,
    /ce (?:message|courriel|mail|courrier)\b[^.]{0,200}(?:confidentiel|exclusivement|à l['’]attention exclusive|destiné)/iu,
    /si vous (?:n['’]êtes pas|avez reçu ce)[^.]{0,120}(?:destinataire|par erreur)/iu,
    /est[ea] (?:mensaje|correo|e-?mail|mensagem|comunicación)\b[^.]{0,200}(?:confidencia[li]|exclusiv|destinatári|destinatario|uso restrito|privilegiad)/iu,
    /(?:si (?:usted )?(?:no es|ha recibido)|se (?:você )?(?:não (?:é|for)|recebeu|a recebeu))[^.]{0,120}(?:destinatari|destinatári|por error|por engano|error)/iu,
    /(?:questo messaggio|questa e-?mail|il presente messaggio|le informazioni contenute|la presente (?:e-?mail|comunicazione))\b[^.]{0,200}(?:riservat|confidenzial|esclusiv|destinatari)/iu,
    /(?:qualora|se) (?:lei )?(?:non (?:foste|siete|fosse)|avete ricevuto|ha ricevuto)[^.]{0,120}(?:destinatari|per errore)/iu,
    /(?:dit bericht|deze e-?mail|de informatie in dit|dit e-?mailbericht)\b[^.]{0,200}(?:vertrouwelijk|uitsluitend|bestemd|geadresseerde)/iu,
    /(?:indien|als) u (?:niet de|dit bericht)[^.]{0,120}(?:geadresseerde|ontvanger|ten onrechte|per ongeluk)/iu,
    /(?:本邮件|此邮件|本信|该邮件|本郵件|此郵件|本电子邮件|本电邮|这封邮件)[^。]{0,120}(?:保密|机密|機密|仅供|僅供|收件人)/u,
    /(?:before printing|think (?:before you print|about the environment)|scanned (?:for|by) .{0,20}virus|virus-?free|virenfrei|von avast auf viren|sans virus|libre de virus|virusvrij|senza virus|livre de vírus)/iu,
    /(?:本メール|このメール|本電子メール|この電子メール|本Eメール|このEメール)[^。]{0,120}(?:機密|秘密|宛先|受信者|意図|誤って)/u
];

/** A disclaimer's own heading and rulers stand right above it. */
function withHeading(lines: readonly string[], start: number): number {
    let first = start;
    while (first > 0) {
        const above = lines[first - 1] ?? "";
        const isHeading = above.length <= 60 && /confidential|disclaimer|vertraulich|confidentiel|confidencial|riservat|vertrouwelijk|legal notice|保密|免责|免責/iu.test(above);
        if (!isHeading && !isRuler(above) && !(above.trim() === "" && first > 1 && (isRuler(lines[first - 2] ?? "") || /confidential/iu.test((lines[first - 2] ?? "").slice(0, 60)))))
            break;
        first--;
    }
    return first;
}

/** Where a disclaimer begins in the lines of one block of the user's own text, or `lines.length`. It begins at a paragraph. */
export function disclaimerStart(lines: readonly string[]): number {
    let paragraph = 0;
    for (let index = 0; index <= lines.length; index++) {
        const line = lines[index];
        if (line !== undefined && line.trim() !== "" && !isRuler(line))
            continue;
        const text = lines.slice(paragraph, index).join(" ");
        // The first paragraph is what the mail is about, whatever its words.
        if (paragraph > 0 && text.length >= 12 && disclaimers.some((pattern) => pattern.test(text)))
            return withHeading(lines, paragraph);
        paragraph = index + 1;
    }
    return lines.length;
}
