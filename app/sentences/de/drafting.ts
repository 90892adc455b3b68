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
    ["none", "Dieser Entwurf ist nicht in Ihrer Stimme: Er wurde ohne sie geschrieben."],
    ["plug", "Ihre Stimme hat diesen Entwurf geprägt."],
    ["tuned", "Die Stimme, die aus Ihren Texten gelernt wurde, hat diesen Entwurf geprägt."],
    ["tuned+retrieval", "Die Stimme, die aus Ihren Texten gelernt wurde, hat diesen Entwurf geprägt, dazu einer Ihrer Texte als Beispiel."],
    ["profile+retrieval", "Dieser Entwurf folgt Texten von Ihnen als Beispielen und Ihren Gewohnheiten in Worten."]
]);

export const drafting: Translated<typeof en> = {
    "brief.no-text": ({kind}) =>
        `${kind === "subject" ? "Ein Betreff" : "Eine Überschrift"} braucht einen Text, über dem ` +
        `${kind === "subject" ? "er" : "sie"} steht: Fügen Sie ihn ein.`,
    "brief.empty": ({kind}) => `Es steht noch nichts da: Sagen Sie in ein paar Worten, ${about[kind]}.`,
    "change.nothing-selected": "Es ist nichts ausgewählt: Wählen Sie die Stelle aus, die geändert werden soll.",
    "change.no-instruction": "Die Anweisung ist leer: Sagen Sie in ein paar Worten, was geändert werden soll.",
    "draft.none-written": "Es wurde kein Entwurf geschrieben: Versuchen Sie es noch einmal.",
    "draft.shuffled": "Die Strategie „shuffled“ braucht Texte von jemand anderem: Wählen Sie eine andere.",
    "strategy.unknown": ({name, known}) => `Eine Strategie „${name}“ gibt es nicht: Wählen Sie eine von diesen: ${known.join(", ")}.`,
    "strategy.no-texts": "Es gibt noch keine Texte von Ihnen, darum ist dieser Entwurf nicht in Ihrer Stimme.",
    "strategy.trained-persona": "Die Stimme, die aus Ihren Texten gelernt wurde, hat diesen Entwurf geprägt.",
    "strategy.trained-persona-example":
        "Die Stimme, die aus Ihren Texten gelernt wurde, hat diesen Entwurf geprägt, dazu einer Ihrer Texte als Beispiel.",
    "strategy.plug": "Ihre Stimme hat diesen Entwurf geprägt.",
    "strategy.examples": "Dieser Entwurf folgt Texten von Ihnen als Beispielen und Ihren Gewohnheiten in Worten.",
    "strategy.examples-not-plug":
        "Der Plug passt nicht zu diesem Modell, darum folgt dieser Entwurf Texten von Ihnen als Beispielen und Ihren " +
        "Gewohnheiten in Worten.",
    "strategy.chosen": ({strategy}) => chosen.get(strategy) ?? `Dieser Entwurf wurde mit der Strategie ${strategy} geschrieben.`,
    "meter.other-version":
        "Die Texte, mit denen Ihre Stimme verglichen wird, gehören zu einer anderen Version dieses Programms: Installieren Sie " +
        "das Programm noch einmal.",

    "connection.off": ({title}) =>
        `${title}: Diese Verbindung ist ausgeschaltet; schalten Sie sie zuerst in Idiolect unter „Verbindungen“ ein.`,
    "connection.port-taken": ({port}) =>
        `Port ${port} wird von einem anderen Programm verwendet: Wählen Sie unter „Verbindungen“ einen anderen.`,
    "connection.port-closed": ({port, why}) =>
        `Port ${port} lässt sich nicht öffnen (${why}): Wählen Sie unter „Verbindungen“ einen anderen.`,

    "update.not-replaceable":
        "Diese Kopie von Idiolect kann sich nicht selbst ersetzen; aktualisieren Sie sie so, wie sie installiert wurde.",
    "update.unsigned":
        "Die Liste der Aktualisierungen ist nicht vom Herausgeber signiert, darum wurde nichts daraus übernommen; versuchen " +
        "Sie es später noch einmal.",
    "update.other-host": ({host}) =>
        `Die Aktualisierung sollte von ${host} kommen, der nicht zu den genannten Servern gehört, darum wurde sie nicht ` +
        "übernommen; versuchen Sie es später noch einmal.",
    "update.other-file":
        "Die Aktualisierung, die ankam, ist nicht die signierte, darum wurde sie nicht übernommen; morgen wird sie noch einmal geholt.",
    "update.disk-full": "Der Datenträger ist voll, darum konnte die Aktualisierung nicht geholt werden; schaffen Sie Platz.",
    "update.failed": ({why}) => `Die Aktualisierung konnte nicht geholt werden (${why}); morgen wird es noch einmal versucht.`,

    "preview.cannot": "Die Vorschau kann das nicht; verwenden Sie das Desktop-Programm.",
    "preview.not-built": "Das Fenster ist nicht gebaut; installieren Sie Idiolect noch einmal."
};
