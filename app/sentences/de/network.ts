import type {network as en} from "../en/network.ts";
import type {Translated} from "../entry.ts";

export const network: Translated<typeof en> = {
    "connection.mcp": "MCP-Server",
    "connection.endpoint": "OpenAI-kompatibler Zugang",
    "connection.thunderbird": "Thunderbird-Erweiterung",

    "network.download": "Download eines Modells",
    "network.download-when": "nur wenn Sie ein Modell anfordern, im Fenster oder auf der Befehlszeile; von Ihnen wird nichts gesendet",
    "network.download-where":
        "der Server, den der Katalog nennt (huggingface.co und seine Dateiserver), oder der Server der Adresse, die Sie angeben",
    "network.served": "Modelle in anderen Programmen auf diesem Rechner",
    "network.served-when":
        "wenn Sie danach suchen oder mit einem entwerfen, das Sie hinzugefügt haben; Ihre Notizen und Beispiele gehen dann an " +
        "jenes Programm",
    "network.served-where": "nur dieser Rechner: 127.0.0.1",
    "network.updates": "Neuere Versionen von Idiolect",
    "network.updates-when": "einmal am Tag, nur wenn Sie in den Einstellungen zugestimmt haben; von Ihnen wird nichts gesendet",
    "network.connection-when": ({tokenFile}) =>
        `wenn ein Programm fragt, das das Token dafür hat; eingeschaltet unter „Verbindungen“; das Token steht in ${tokenFile}`,
    "network.no-file": "keiner Datei",
    "network.mcp-where": "nur dieser Rechner: Standardeingabe und -ausgabe, und 127.0.0.1, solange das Fenster offen ist",
    "network.connection-where": ({address}) => `nur dieser Rechner: ${address}`,

    "change.too-long": "Die Stelle ist länger, als das Modell auf einmal lesen kann: Wählen Sie eine kürzere aus.",
    "change.undone": ({parts}) => `Das ging nicht, ohne zu ändern, was der Text sagt: ${parts.join("; ")}.`,
    "change.left-out": ({sentences}) => `Zum Kürzen wurde weggelassen: „${sentences.join("“ „")}“`,
    "change.undone-shorter": "Das ließ sich nicht kürzen, ohne etwas wegzulassen, was darin steht.",
    "change.undone-longer":
        "Das ließ sich nicht verlängern, ohne etwas zu sagen, was Sie nicht gesagt haben: Geben Sie an, was hinzukommen soll, " +
        "oder schreiben Sie es selbst.",
    "change.undone-warmer": "Das ließ sich nicht herzlicher sagen, ohne zu ändern, was es sagt: Ein größeres Modell kann es vielleicht.",
    "change.undone-plainer": "Dafür gibt es keine schlichteren Wörter, die dasselbe sagen: Ein größeres Modell findet vielleicht welche.",
    "change.undone-mine": "An dieser Stelle würden Sie nichts anders sagen, soweit dieses Modell es erkennt.",
    "meter.characters":
        "Für diese Sprache kommt die Zahl aus Folgen von vier Zeichen; das Thema beeinflusst sie, und wer fälscht, kann sie täuschen."
};
