import type {network as en} from "../en/network.ts";
import type {Translated} from "../entry.ts";

export const network: Translated<typeof en> = {
    "connection.mcp": "Der MCP-Server",
    "connection.endpoint": "Der OpenAI-kompatible Zugang",
    "connection.thunderbird": "Die Thunderbird-Erweiterung",

    "network.download": "Download eines Modells",
    "network.download-when": "nur wenn Sie ein Modell anfordern, im Fenster oder auf der Befehlszeile; von Ihnen wird nichts gesendet",
    "network.download-where":
        "der Server, den der Katalog nennt (huggingface.co und seine Dateiserver), oder der Server der Adresse, die Sie angeben",
    "network.served": "Modelle in anderen Programmen auf diesem Rechner",
    "network.served-when":
        "wenn Sie danach suchen, oder mit einem schreiben, das Sie hinzugefügt haben; Ihre Notizen und Beispiele gehen dann an " +
        "jenes Programm",
    "network.served-where": "nur dieser Rechner: 127.0.0.1",
    "network.updates": "Neuere Versionen von Idiolect",
    "network.updates-when": "einmal am Tag, nur wenn Sie in den Einstellungen zugestimmt haben; von Ihnen wird nichts gesendet",
    "network.connection-when": ({tokenFile}) =>
        `wenn ein Programm fragt, das den Schlüssel dafür hat; in den Einstellungen eingeschaltet; der Schlüssel steht in ${tokenFile}`,
    "network.no-file": "keiner Datei",
    "network.mcp-where": "nur dieser Rechner: Standardeingabe und -ausgabe, und 127.0.0.1, solange das Fenster offen ist",
    "network.connection-where": ({address}) => `nur dieser Rechner: ${address}`,

    "change.too-long": "Die Stelle ist länger, als das Modell auf einmal lesen kann: Wählen Sie eine kürzere aus.",
    "change.undone": ({parts}) => `Das ging nicht, ohne zu ändern, was der Text sagt: ${parts.join("; ")}.`,
    "change.undone-shorter": "Das ließ sich nicht kürzen, ohne etwas wegzulassen, was darin steht.",
    "change.undone-longer":
        "Hier ließ sich nichts hinzufügen, worum Sie nicht gebeten hatten: Sagen Sie, was hinzukommen soll, oder schreiben Sie es selbst.",
    "change.undone-warmer": "Das ließ sich nicht herzlicher sagen, ohne zu ändern, was es sagt: Ein größeres Modell kann es vielleicht.",
    "change.undone-plainer": "Dafür gibt es keine schlichteren Wörter, die dasselbe sagen: Ein größeres Modell findet vielleicht welche.",
    "change.undone-mine": "In dieser Stelle würden Sie nichts anders sagen, soweit dieses Modell das erkennt.",
    "meter.characters":
        "Für diese Sprache kommt die Zahl aus Folgen von vier Zeichen; das Thema beeinflusst sie, und wer fälscht, kann sie täuschen."
};
