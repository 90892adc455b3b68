import type {MailMessage} from "./document.ts";
import {say} from "../sentences/sentence.ts";
import type {Sentence} from "../sentences/sentence.ts";
import {pattern} from "../text/pattern.ts";

const automaticSubject = pattern("iu")`
    ^\s*(?:(?:re|aw|sv|antw)\s*:\s*)?(?:\[[^\]]*\]\s*)?(?:auto(?:matic(?:ally)?|mated)?[\s-]?(?:reply|response
    |generated)|out of (?:the )?office|automatische (?:antwort|rückmeldung)|abwesenheits(?:notiz|nachricht
    |meldung)|abwesend|nicht im büro|réponse automatique|absence du bureau|absent du bureau|message d['’]absence
    |respuesta automática|fuera de (?:la )?oficina|ausente|risposta automatica|fuori (?:ufficio|sede)
    |automatisch antwoord|afwezig(?:heid)?s?(?:bericht|melding)?|resposta automática|fora do escritório
    |ausência temporária|自动回复|自動回覆|自动答复|外出中|不在(?:通知|です|のお知らせ)|自動(?:返信|応答)|autosvar|frånvaro|undeliverable
    |undelivered mail|delivery status notification|mail delivery (?:failed|failure|subsystem)|returned mail
    |unzustellbar|failure notice|read(?: receipt)?:|gelesen:|lu :|leído:|letto:|gelezen:|lida:|已读[:：]|開封済み)`;
const calendarSubject = pattern("iu")`
    ^\s*(?:accepted|declined|tentative(?:ly accepted)?|cancell?ed|updated? invitation|invitation|zugesagt
    |angenommen|abgelehnt|abgesagt|mit vorbehalt|einladung|accepté|refusé|annulé|provisoire|invitation
    |aceptad[oa]|rechazad[oa]|cancelad[oa]|invitación|accettat[oa]|rifiutat[oa]|annullat[oa]|invito|geaccepteerd
    |geweigerd|geannuleerd|uitnodiging|aceite|aceito|recusad[oa]|convite|已接受|已拒绝|已取消|邀请|承諾|辞退|招待)\s*[:：]`;

/** Reason why this mail was written by a machine, or null. A list's own headers (Precedence: list) do not indicate that. */
export function automaticReason(message: MailMessage): Sentence | null {
    const header = (name: string): string => (message.headers[name] ?? "").trim().toLowerCase();
    const autoSubmitted = header("auto-submitted");
    if (message.contentType.startsWith("multipart/report") || message.contentType.startsWith("message/delivery-status"))
        return say("part.delivery-report");
    if (message.hasCalendar || message.contentType.startsWith("text/calendar")) return say("part.calendar");
    if (
        (autoSubmitted !== "" && !autoSubmitted.startsWith("no")) ||
        header("x-autoreply") !== "" ||
        header("x-autorespond") !== "" ||
        header("x-autoresponder") !== "" ||
        /auto_?reply/.test(header("precedence")) ||
        (header("x-auto-response-suppress") === "all" && automaticSubject.test(message.subject ?? ""))
    )
        return say("part.automatic-reply");
    if (/^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounce)/.test(message.from[0]?.address ?? ""))
        return say("part.machine-address");
    if (automaticSubject.test(message.subject ?? "")) return say("part.automatic-reply");
    if (
        calendarSubject.test(message.subject ?? "") &&
        (header("x-microsoft-cdo-busystatus") !== "" || header("content-class").includes("calendar"))
    )
        return say("part.calendar");
    return null;
}
