import type {library as en} from "../en/library.ts";
import type {Translated} from "../entry.ts";

export const library: Translated<typeof en> = {
    "folder.not-there": ({path}) => `${path} ist nicht da; prüfen Sie den Namen des Ordners.`,
    "folder.missing": ({path}) => `Einen Ordner ${path} gibt es nicht: Prüfen Sie den Namen.`,
    "folder.unreadable": ({path}) => `Der Ordner ${path} lässt sich nicht lesen: Prüfen Sie seine Zugriffsrechte.`,
    "folder.no-source": "Dieser Ordner ist keine Ihrer Quellen mehr; fügen Sie ihn wieder hinzu.",
    "folder.removed-meanwhile":
        "Dieser Ordner wurde entfernt, während er geändert wurde; fügen Sie ihn wieder hinzu, wenn Sie ihn brauchen.",
    "folder.unreachable": ({path, why}) => `${path} ist nicht erreichbar: ${why}; die Texte daraus bleiben erhalten.`,
    "folder.held": ({path, missing, of}) =>
        `${missing} von ${of} Dateien in ${path} sind auf einmal verschwunden; ihre Texte bleiben, bis Sie bestätigen, dass ` +
        "die Dateien weg sind",
    "file.missing": ({path}) => `${path} ist nicht da; prüfen Sie den Namen.`,
    "file.unreadable": ({path, why}) => `${path} lässt sich nicht lesen: ${why}.`,
    "file.not-taken": ({why}) => `${why.charAt(0).toUpperCase()}${why.slice(1)}.`,
    "file.not-read": "Dieses Format wird nicht gelesen.",
    "file.ignored": "Eine Ausschlussregel lässt diese Datei aus.",
    "file.in-no-folder": ({path}) => `${path} liegt in keinem Ihrer Ordner: Fügen Sie zuerst den Ordner hinzu.`,
    "message.no-message": ({name}) => `${name} ist keine Nachricht: Öffnen Sie eine .eml-Datei.`,
    "message.missing": ({path}) => `Eine Nachricht ${path} gibt es nicht: Prüfen Sie den Namen.`,
    "message.too-large": ({name}) => `${name} ist größer als 32 MB: Fügen Sie den Teil ein, auf den Sie antworten wollen.`,
    "message.unreadable": ({name}) =>
        `${name} lässt sich nicht als E-Mail lesen: Öffnen Sie eine .eml-Datei, oder fügen Sie die Nachricht ein.`,
    "message.unreadable-why": ({name, why}) =>
        `${name} lässt sich nicht als E-Mail lesen (${why}): Öffnen Sie eine .eml-Datei, oder fügen Sie die Nachricht ein.`,
    "index.locked": ({path}) =>
        `${path} wird gerade von einem anderen Programm benutzt, etwa einer Datensicherung; ` +
        "versuchen Sie es noch einmal, wenn es fertig ist.",
    "index.unusable": ({path, why}) =>
        `${path} lässt sich nicht verwenden (${why}); beenden Sie Idiolect, benennen Sie die Datei um und starten Sie Idiolect ` +
        "neu: Die Datei wird aus Ihren Ordnern neu angelegt.",
    "index.recovered": ({aside, saved, learned, lost, more}) =>
        [
            "Der Index der Bibliothek war beschädigt; er wird aus Ihren Ordnern neu angelegt",
            ...(learned > 0
                ? [learned === 1 ? "ein angenommener Entwurf wurde neu gelernt" : `${learned} angenommene Entwürfe wurden neu gelernt`]
                : []),
            ...(saved > 0
                ? [
                      `die Texte aus ${saved === 1 ? "einer Datei, die" : `${saved} Dateien, die`} jetzt nicht erreichbar ` +
                          `${saved === 1 ? "ist" : "sind"}, wurden gerettet`
                  ]
                : []),
            ...(lost === null
                ? ["Texte aus Dateien, die jetzt nicht erreichbar sind, fehlen, bis die Dateien wieder erreichbar sind"]
                : lost.length > 0
                  ? [
                        `die Texte aus ${lost.join(", ")}${more > 0 ? ` und ${more} weiteren` : ""} fehlen, bis die Dateien ` +
                            "wieder erreichbar sind"
                    ]
                  : []),
            `die beschädigte Datei bleibt als ${aside} erhalten.`
        ].join("; "),
    "watch.too-many":
        "Das System lässt nicht mehr beobachtete Ordner zu, darum fallen manche Änderungen erst bei der regelmäßigen Suche " +
        "auf; mit einem höheren Wert für fs.inotify.max_user_watches fallen sie sofort auf.",
    "watch.problem": ({why}) =>
        `Beim Beobachten der Ordner gibt es ein Problem (${why}); Änderungen fallen bei der regelmäßigen Suche auf.`,
    "owner.guessed": ({address}) =>
        `Idiolect hält Sie für ${address}; wenn das nicht stimmt, geben Sie unter „Wer ich bin“ Ihren Namen oder Ihre Adresse an.`,
    "owner.unclear":
        "Es ist nicht klar, welcher Absender Sie sind, darum wurden keine E-Mails aufgenommen: Geben Sie unter „Wer ich bin“ " +
        "Ihren Namen oder Ihre Adresse an.",
    "store-of-mail.disk-access":
        "macOS hat es noch nicht erlaubt: Schalten Sie den Festplattenvollzugriff für Idiolect ein, in den Systemeinstellungen " +
        "unter Datenschutz & Sicherheit"
};
