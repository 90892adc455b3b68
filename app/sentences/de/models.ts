import type {models as en} from "../en/models.ts";
import type {Translated} from "../entry.ts";

const kept = "was geladen ist, bleibt erhalten, und der nächste Versuch macht dort weiter.";
/** of bytes */
const megabytes = (size: number): string => `${Math.ceil(size / 1e6).toLocaleString("de")} MB`;
const bytes = (size: number): string => `${size.toLocaleString("de")} Byte`;

export const models: Translated<typeof en> = {
    "model.unreadable": ({path}) => `Das Modell ${path} lässt sich nicht lesen: Prüfen Sie Pfad und Zugriffsrechte.`,
    "model.no-file": ({path}) => `Das Modell ${path} ist keine Datei, die sich lesen lässt: Wählen Sie eine GGUF-Datei.`,
    "model.cut-off": ({path}) =>
        `Das Modell ${path} ist abgeschnitten: Kopieren Sie es noch einmal, oder laden Sie es noch einmal herunter.`,
    "model.not-gguf": ({path}) => `${path} ist kein GGUF-Modell: Wählen Sie eine Datei, die auf .gguf endet und für llama.cpp gemacht ist.`,
    "model.gguf-version": ({path, version}) =>
        `${path} hat die GGUF-Version ${version}, die nicht unterstützt wird: Wandeln Sie das Modell mit einem aktuellen ` +
        "llama.cpp noch einmal um.",
    "model.header-damaged": ({path, why}) =>
        `Das Modell ${path} ist beschädigt (${why}): Kopieren Sie es noch einmal, oder laden Sie es noch einmal herunter.`,
    "model.header-long": ({megabytes: most}) => `der Kopf ist länger als ${most} MB`,
    "model.part-missing": ({path, parts}) => `Ein Teil des Modells ${path} fehlt: Kopieren Sie alle ${parts} Dateien noch einmal.`,
    "model.embedded": "Das mitgelieferte Modell gehört zu Idiolect und lässt sich nicht entfernen: Nehmen Sie ein anderes aus der Liste.",
    "model.not-listed": ({name}) => `Ein Modell ${name} steht nicht in der Liste: Fügen Sie seine Datei hinzu.`,
    "model.put-aside": ({name}) =>
        `Das Modell ${name} wurde beim letzten Mal nicht fertig geladen und darum beiseitegelegt; ab jetzt schreibt das ` +
        `mitgelieferte Modell: Versuchen Sie es noch einmal, oder wählen Sie ${name} wieder unter den Modellen.`,
    "model.in-training": "Für das verwendete Modell wird gerade eine Stimme gelernt: Pausieren Sie das Lernen zuerst unter „Meine Stimme“.",
    "model.list-damaged": ({path}) => `Die Liste der Modelle ${path} ist beschädigt: Installieren Sie Idiolect noch einmal.`,
    "model.check-served": ({name, path}) =>
        `${name} wird von einem anderen Programm unter ${path} bereitgestellt: Hier gibt es keine Datei, die sich prüfen ließe.`,
    "model.check-missing": ({name, path}) =>
        `${name} fehlt unter ${path} oder hat eine andere Größe: Kopieren Sie es wieder dorthin, oder entfernen Sie es aus der Liste.`,
    "model.check-good": ({name, found}) => `${name} ist unverändert: SHA-256 ${found}.`,
    "model.check-bad": ({name, found, expected}) =>
        `${name} ist beschädigt oder wurde verändert: Die SHA-256-Prüfsumme ist ${found}, nicht ${expected}; kopieren Sie es ` +
        "noch einmal, oder laden Sie es noch einmal herunter.",

    "plug.unreadable": ({path}) => `Der Plug ${path} lässt sich nicht lesen: Prüfen Sie Pfad und Zugriffsrechte.`,

    "download.unknown-offer": ({id}) => `Der Katalog hat kein Modell ${id}: Wählen Sie ein anderes, oder geben Sie eine Adresse an.`,
    "download.no-address": ({address}) =>
        `${address} ist keine Adresse einer GGUF-Datei: Eine solche beginnt mit https://, und ihr Pfad endet auf .gguf.`,
    "download.unencrypted": ({address}) => `${address} ist nicht verschlüsselt: Geben Sie eine Adresse an, die mit https:// beginnt.`,
    "download.password": "Die Adresse enthält ein Passwort, das in Dateien und Protokollen stehen bliebe: Lassen Sie es weg.",
    "download.many-parts": ({name, parts}) =>
        `${name} gibt sich als einer von ${parts.toLocaleString("de")} Teilen aus, und so viele hat kein Modell: Prüfen Sie die Adresse.`,
    "download.split-hash":
        "Ein geteiltes Modell hat für jeden Teil eine eigene SHA-256-Prüfsumme: Lassen Sie die Prüfsumme weg, und prüfen Sie " +
        "das Modell danach.",
    "download.running": "Dieses Modell wird schon heruntergeladen: Warten Sie, bis es fertig ist, oder brechen Sie es zuerst ab.",
    "download.done": ({name, checked}) => `${name} steht in der Liste. ${checked}`,
    "download.checked-catalogue": "Die SHA-256-Prüfsumme ist die erwartete.",
    "download.checked-host": "Eine SHA-256-Prüfsumme war vorher nicht bekannt; es ist die, die der Server nennt.",
    "download.checked-size": "Eine SHA-256-Prüfsumme ist nicht bekannt, darum wurde nur die Größe geprüft.",
    "download.other-host": ({host, allowed}) =>
        `Der Download führt zu ${host}, der nicht zu den erlaubten Servern gehört (${allowed.join(", ")}), darum wurde dort ` +
        "nichts angefragt: Wählen Sie eine andere Quelle.",
    "download.bad-redirect": ({host}) => `${host} hat mit etwas geantwortet, das keine Adresse ist: Versuchen Sie es später noch einmal.`,
    "download.not-found": ({host, path}) => `${host} hat keine Datei ${path}: Prüfen Sie die Adresse.`,
    "download.login": ({host, path}) =>
        `${host} gibt ${path} nur heraus, wenn man angemeldet ist oder eine Lizenz angenommen hat: Laden Sie die Datei in ` +
        "einem Browser herunter, und fügen Sie sie hinzu.",
    "download.same-name": ({path}) =>
        `${path} ist schon da und eine andere Datei als die unter dieser Adresse: Entfernen Sie jenes Modell oder verschieben Sie ` +
        "seine Datei, und laden Sie noch einmal herunter.",
    "download.other-file": ({path}) =>
        `${path} ist schon da und ist eine andere Datei als die im Katalog: Verschieben Sie sie, und laden Sie das Modell noch ` +
        "einmal herunter.",
    "download.replaced": ({name, size, expected}) =>
        `${name} hat auf dem Server ${bytes(size)} und im Katalog ${bytes(expected)}: Die Datei wurde dort ersetzt; ` +
        "aktualisieren Sie Idiolect, oder geben Sie die Adresse der Datei an.",
    "download.no-room": ({name, folder, needed, free}) =>
        `${name} braucht noch ${megabytes(needed)} auf dem Datenträger von ${folder}, und ${megabytes(free)} sind frei: ` +
        "Schaffen Sie Platz, und versuchen Sie es noch einmal; was geladen ist, bleibt erhalten.",
    "download.no-model": ({name, host}) =>
        `Was ${host} für ${name} geschickt hat, ist kein GGUF-Modell, vielleicht eine Seite zum Anmelden: Öffnen Sie die ` +
        "Adresse in einem Browser.",
    "download.too-long": ({name, size}) =>
        `${name} ist länger, als der Server gesagt hat (${bytes(size)}): Versuchen Sie es später noch einmal, oder wählen Sie ` +
        "eine andere Quelle.",
    "download.damaged": ({name, found, expected}) =>
        `${name} wurde unterwegs beschädigt oder ist eine andere Datei: Die SHA-256-Prüfsumme ist ${found}, nicht ${expected}; ` +
        "die Datei wurde gelöscht, laden Sie sie noch einmal herunter.",
    "download.stalled": ({name, host, seconds}) =>
        `Der Download von ${name} steht: ${host} hat ${seconds} s lang nichts geschickt; ${kept}`,
    "download.broke": ({host, why}) => `Die Verbindung zu ${host} ist abgerissen (${why}): Prüfen Sie die Netzwerkverbindung; ${kept}`,
    "download.other-bytes": ({start, from}) => `der Server hat Bytes ab ${start} statt ab ${from} geschickt`,
    "download.status": ({host, status}) => `${host} hat mit dem Status ${status} geantwortet`,
    "download.disk-full": ({path}) =>
        `Der Datenträger von ${path} ist voll: Schaffen Sie Platz, und versuchen Sie es noch einmal; was geladen ist, bleibt erhalten.`,
    "download.forbidden": ({path}) => `${path} darf nicht geschrieben werden: Prüfen Sie die Zugriffsrechte des Ordners.`,

    "served.no-address": ({address}) =>
        `${address} ist keine Adresse eines bereitgestellten Modells: Eine solche sieht aus wie http://127.0.0.1:11434/v1#NAME.`,
    "served.other-machine": ({host}) =>
        `${host} ist ein anderer Rechner, und Ihre Texte bleiben auf diesem: Nur Modelle unter 127.0.0.1 lassen sich verwenden.`,
    "served.no-model": ({base, name, others}) =>
        `${base} hat kein Modell ${name}: ` +
        `${others.length === 0 ? "Installieren Sie dort eines" : `Wählen Sie eines von diesen: ${others.join(", ")}`}.`,
    "served.no-likelihood":
        "Ein Modell in einem anderen Programm sagt nicht, wie wahrscheinlich ein Text ist: Wählen Sie dafür eine Modelldatei.",
    "served.no-trained": "Ein Modell in einem anderen Programm nimmt keine gelernte Stimme an: Wählen Sie dafür eine Modelldatei.",
    "served.no-vectors": "Ein Modell in einem anderen Programm nimmt keine Stimmvektoren an: Wählen Sie dafür eine Modelldatei.",
    "served.text-alone": ({name}) =>
        `${name} läuft in einem anderen Programm, das nur Text annimmt: Es schreibt nach Beispielen und Gewohnheiten. ` +
        "Stimmvektoren brauchen eine eigene Modelldatei.",
    "served.no-server": ({base, status}) => `${base} antwortet nicht wie ein Modellserver (Status ${status}): Prüfen Sie die Adresse.`,
    "served.stopped": ({name, base, why}) =>
        `${name} unter ${base} hat mit einem Fehler aufgehört (${why}): Versuchen Sie es noch einmal, oder wählen Sie ein anderes Modell.`,
    "served.nothing-answers": ({origin}) =>
        `Unter ${origin} antwortet nichts: Starten Sie das Programm, in dem das Modell läuft (Ollama, LM Studio), oder wählen ` +
        "Sie ein anderes Modell.",
    "served.cannot-answer": ({name, base, why}) =>
        `${name} unter ${base} kann nicht antworten (${why}): Prüfen Sie, ob das Modell dort installiert ist.`,
    "served.status": ({status}) => `Status ${status}`
};
