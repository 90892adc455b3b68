import {isRuler, isSentence, isSigning} from "./signature.ts";
import {pattern} from "../text/pattern.ts";

/** What servers put below a mail: list footers and disclaimers. */

const listFooter = pattern("iu")`
    ^\s*(?:to unsubscribe\b.{0,120}|you received this message because you are subscribed.*|(?:sie erhalten
    |vous recevez|recibes|ricevi|u ontvangt|você recebeu) (?:diese|ce|este|questo|dit|esta).{0,120}(?:abonn
    |suscri|iscritt|geabonneerd|inscrit)\S*.*|.{0,20}mailing ?list\s*$|https?:\/\/\S+\/(?:mailman\/)?(?:listinfo
    |options)\/\S*\s*$|do you yahoo!\?.*|yahoo! (?:groups (?:sponsor|links)|recommends).*
    |get your (?:\w+,? ){0,2}(?:free|private),? (?:web-?based )?e-?mail\b.{0,160}|(?:get|try
    |check out) (?:the |your )?(?:new |free )?(?:yahoo|hotmail|msn|windows live)\b.{0,160}|posting guide.*
    |please do read the posting guide.*|退订.*|取消订阅.*|\[\[?alternative html version deleted\]?\]
    |\[non-text portions of this message have been removed\].*|-{5,}\s*(?:next part
    |the following section of this message contains a file attachment).*)`;

/** A mailing list's or a provider's own words below a mail. A ruler alone is one only when such words follow. */
export function isListFooter(lines: readonly string[], index: number): boolean {
    const line = lines[index] ?? "";
    if (isRuler(line) && line.trim().length >= 10)
        return (
            lines
                .slice(index + 1, index + 6)
                .filter((next) => next.trim() !== "")
                .slice(0, 2)
                .some((next) => !isSentence(next) && /mailing ?list|listinfo|unsubscribe|posting guide|do you yahoo/iu.test(next)) ||
            (line.trim().startsWith("__") && lines.slice(index + 1).every((next) => next.trim() === ""))
        );
    return listFooter.test(line);
}

const markerLine = pattern("iu")`
    ^\s*\[\[?(?:alternative html version deleted|non-text portions of this message have been removed|image
    |cid:[^\]]*|inline image[^\]]*)\]?\]\s*$|^\s*an html attachment was scrubbed\.{3}\s*$|^URL: <?(?:https?:
    |<?url>)\S*\s*$`;

/** A line, not the end, of machine text: the rest of the mail is still the user's. */
export const isMarkerLine = (line: string): boolean => markerLine.test(line);

const disclaimers: readonly RegExp[] = [
    pattern("iu")`
        (?:this|the)\s+(?:information\s+in\s+this\s+)?(?:e-?mail|message|communication|transmission)\b[^.]{0,200}\b
        (?:confidential|privileged|intended (?:only|solely)|for the (?:sole|exclusive) use)`,
    /(?:if you (?:are not|have received|received) (?:the intended|this)[^.]{0,80}(?:recipient|in error|by mistake))/iu,
    /^\s*disclaimer\s*[:：]?\s*(?:this|the|any|views|all|e-?mail)\b/iu,
    pattern("iu")`
        ^\s*(?:confidentiality notice|legal notice|privileged and confidential|haftungsausschluss
        |vertraulichkeitshinweis|avis de confidentialité|aviso (?:legal|de confidencialidad|de confidencialidade)
        |avviso di riservatezza|免责声明|免責事項|保密声明)\s*[:：]?`,
    pattern("iu")`
        (?:please |bitte |merci de |por favor )?(?:consider|think of|denken sie an|pensez à|piense en|considere
        |pensa all['’]|denk aan|pense n[oa]) (?:the |die |l['’]|el |het |o |l )?(?:environment|umwelt|environnement
        |medio ?ambiente|ambiente|milieu|meio ambiente)\b.{0,60}(?:print|druck|imprim|stamp|afdruk)`,
    /diese[rs]? (?:e-?mail|nachricht)\b[^.]{0,160}(?:vertraulich|rechtlich geschützt|ausschließlich für|nur für den)/iu,
    /(?:wenn|sollten|falls) sie (?:nicht der|diese)[^.]{0,120}(?:richtige adressat|empfänger|irrtümlich|versehentlich)/iu,
    /ce (?:message|courriel|mail|courrier)\b[^.]{0,200}(?:confidentiel|exclusivement|à l['’]attention exclusive|destiné)/iu,
    /si vous (?:n['’]êtes pas|avez reçu ce)[^.]{0,120}(?:destinataire|par erreur)/iu,
    pattern("iu")`
        est[ea] (?:mensaje|correo|e-?mail|mensagem|comunicación)\b[^.]{0,200}(?:confidencia[li]|exclusiv|destinatári
        |destinatario|uso restrito|privilegiad)`,
    pattern("iu")`
        (?:si (?:usted )?(?:no es|ha recibido)|se (?:você )?(?:não (?:é|for)|recebeu|a recebeu))[^.]{0,120}
        (?:destinatari|destinatári|por error|por engano|error)`,
    pattern("iu")`
        (?:questo messaggio|questa e-?mail|il presente messaggio|le informazioni contenute|la presente (?:e-?mail
        |comunicazione))\b[^.]{0,200}(?:riservat|confidenzial|esclusiv|destinatari)`,
    /(?:qualora|se) (?:lei )?(?:non (?:foste|siete|fosse)|avete ricevuto|ha ricevuto)[^.]{0,120}(?:destinatari|per errore)/iu,
    pattern("iu")`
        (?:dit bericht|deze e-?mail|de informatie in dit|dit e-?mailbericht)\b[^.]{0,200}(?:vertrouwelijk
        |uitsluitend|bestemd|geadresseerde)`,
    /(?:indien|als) u (?:niet de|dit bericht)[^.]{0,120}(?:geadresseerde|ontvanger|ten onrechte|per ongeluk)/iu,
    /(?:本邮件|此邮件|本信|该邮件|本郵件|此郵件|本电子邮件|本电邮|这封邮件)[^。]{0,120}(?:保密|机密|機密|仅供|僅供|收件人)/u,
    pattern("iu")`
        (?:before printing|think (?:before you print|about the environment)|scanned (?:for|by) .{0,20}virus
        |virus-?free|virenfrei|von avast auf viren|sans virus|libre de virus|virusvrij|senza virus|livre de vírus)`,
    /(?:本メール|このメール|本電子メール|この電子メール|本Eメール|このEメール)[^。]{0,120}(?:機密|秘密|宛先|受信者|意図|誤って)/u
];

/** A disclaimer's own heading and rulers stand right above it. */
function withHeading(lines: readonly string[], start: number): number {
    let first = start;
    while (first > 0) {
        const above = lines[first - 1] ?? "";
        const isHeading =
            above.length <= 60 &&
            /confidential|disclaimer|vertraulich|confidentiel|confidencial|riservat|vertrouwelijk|legal notice|保密|免责|免責/iu.test(
                above
            );
        if (
            !isHeading &&
            !isRuler(above) &&
            !(
                above.trim() === "" &&
                first > 1 &&
                (isRuler(lines[first - 2] ?? "") || /confidential/iu.test((lines[first - 2] ?? "").slice(0, 60)))
            )
        )
            break;
        first--;
    }
    return first;
}

/** Where a disclaimer begins in the lines of one block of the user's own text, or `lines.length`. It begins at a paragraph. */
export function disclaimerStart(lines: readonly string[]): number {
    // A sender's "this message is confidential" is followed by more of the letter, up to the signing; a disclaimer ends the mail.
    const filled = lines.flatMap((line, index) => (line.trim() === "" ? [] : [index]));
    const last = filled.at(-1) ?? 0,
        isSigned = isSigning(lines[last] ?? "");
    const goesOn = (from: number, to: number): boolean =>
        isSigned &&
        to <= last &&
        filled.some((index) => index > to && index < last) &&
        !filled.slice(1).some((index) => index < from && isSigning(lines[index] ?? ""));
    let paragraph = 0;
    for (let index = 0; index <= lines.length; index++) {
        const line = lines[index];
        if (line !== undefined && line.trim() !== "" && !isRuler(line)) continue;
        const text = lines.slice(paragraph, index).join(" ");
        // The first paragraph is what the mail is about, whatever its words.
        if (paragraph > 0 && !goesOn(paragraph, index) && text.length >= 12 && disclaimers.some((pattern) => pattern.test(text)))
            return withHeading(lines, paragraph);
        paragraph = index + 1;
    }
    return lines.length;
}
