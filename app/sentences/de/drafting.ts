import type {drafting as en} from "../en/drafting.ts";
import type {Translated} from "../entry.ts";

const about = {
    email: "worum es in der E-Mail geht",
    reply: "worum es in der Antwort geht",
    subject: "worum es geht",
    headline: "worum es geht",
    continue: "worum es im Text geht"
};

/** what a window calls the strategies that it can choose */
const chosen: ReadonlyMap<string, string> = new Map([
    ["none", "Dieser Entwurf folgt niemandes Stimme: Er wurde ohne Ihre Stimme geschrieben."],
    ["plug", "Ihre Stimme hat diesen Entwurf geprägt."],
    ["tuned", "Die Stimme, die aus Ihren Texten gelernt wurde, hat diesen Entwurf geprägt."],
    ["tuned+retrieval", "Die Stimme, die aus Ihren Texten gelernt wurde, hat diesen Entwurf geprägt, dazu einer Ihrer Texte als Beispiel."],
    ["profile+retrieval", "Dieser Entwurf folgt Texten von Ihnen als Beispielen und Ihren Gewohnheiten in Worten."]
]);

export const drafting: Translated<typeof en> = {
    "brief.no-text": ({kind}) =>
        `${kind === "subject" ? "Ein Betreff" : "Eine Überschrift"} braucht einen Text, über dem ` +
        `${kind === "subject" ? "er" : "sie"} steht: Fügen Sie ihn ein.`,
    "brief.empty": ({kind}) => `Es steht noch nichts da: Sagen Sie in ein paar Wörtern, ${about[kind]}.`,
    "change.nothing-selected": "Es ist nichts ausgewählt: Wählen Sie die Stelle aus, die geändert werden soll.",
    "change.no-instruction": "Die Anweisung ist leer: Sagen Sie in ein paar Wörtern, was geändert werden soll.",
    "draft.none-written": "Es wurde kein Entwurf geschrieben: Versuchen Sie es noch einmal.",
    "draft.shuffled": "Die Strategie „shuffled“ braucht Texte von jemand anderem: Wählen Sie eine andere.",
    "strategy.unknown": ({name, known}) => `Eine Strategie ${name} gibt es nicht: Wählen Sie eine von ${known.join(", ")}.`,
    "strategy.no-texts": "Es gibt noch keine Texte von Ihnen, darum folgt dieser Entwurf niemandes Stimme.",
    "strategy.trained-persona": "Die Stimme, die aus Ihren Texten gelernt wurde, hat diesen Entwurf geprägt.",
    "strategy.plug": "Ihre Stimme hat diesen Entwurf geprägt.",
    "strategy.examples": "Dieser Entwurf folgt Texten von Ihnen als Beispielen und Ihren Gewohnheiten in Worten.",
    "strategy.examples-not-plug":
        "Der Plug passt nicht zu diesem Modell, darum folgt dieser Entwurf Texten von Ihnen als Beispielen und Ihren " +
        "Gewohnheiten in Worten.",
    "strategy.chosen": ({strategy}) => chosen.get(strategy) ?? `Dieser Entwurf wurde mit der Strategie ${strategy} geschrieben.`,
    "meter.other-version":
        "Die Vergleichstexte der Stimmprobe gehören zu einer anderen Version als dieses Programm: Installieren Sie das " +
        "Programm noch einmal.",

    "connection.off": ({title}) => `${title} ist ausgeschaltet: Schalten Sie es zuerst in den Einstellungen ein.`,
    "connection.port-taken": ({port}) =>
        `Port ${port} wird von einem anderen Programm benutzt: Wählen Sie unter „Verbindungen“ einen anderen.`,
    "connection.port-closed": ({port, why}) =>
        `Port ${port} lässt sich nicht öffnen (${why}): Wählen Sie unter „Verbindungen“ einen anderen.`,

    "update.not-replaceable":
        "Diese Kopie von Idiolect kann sich nicht selbst ersetzen; aktualisieren Sie sie so, wie sie installiert wurde.",
    "update.unsigned":
        "Die Liste der Aktualisierungen ist nicht vom Herausgeber unterschrieben, darum wurde nichts daraus übernommen; " +
        "versuchen Sie es später noch einmal.",
    "update.other-host": ({host}) =>
        `Die Aktualisierung sollte von ${host} kommen, das nicht zu den genannten Servern gehört, darum wurde sie nicht übernommen.`,
    "update.other-file":
        "Die Aktualisierung, die ankam, ist nicht die unterschriebene, darum wurde sie nicht übernommen; morgen wird sie noch " +
        "einmal geholt.",
    "update.disk-full": "Der Datenträger ist voll, darum konnte die Aktualisierung nicht geholt werden; schaffen Sie Platz.",
    "update.failed": ({why}) => `Die Aktualisierung konnte nicht geholt werden (${why}); morgen wird es noch einmal versucht.`,

    "preview.cannot": "Die Vorschau kann das nicht; nehmen Sie das Fenster auf dem Desktop.",
    "preview.not-built": "Das Fenster ist nicht gebaut; installieren Sie Idiolect noch einmal."
};
